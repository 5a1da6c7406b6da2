package org.vivarium.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well one class is told from the others. A quotient of nothing is 0, as scikit-learn's {@code
 * zero_division=0}.
 *
 * @param precision of the examples called this class, the share that are
 * @param recall of the examples that are this class, the share found
 * @param f1 harmonic mean of the two
 * @param auroc area under the one-vs-rest ROC curve; NaN when every example or none is this class
 * @param support examples that are this class
 */
public record ClassScore(
    String name, double precision, double recall, double f1, double auroc, int support) {

  static ClassScore of(String name, int right, int called, int support, double auroc) {
    double precision = called == 0 ? 0 : (double) right / called;
    double recall = support == 0 ? 0 : (double) right / support;
    double f1 = called + support == 0 ? 0 : 2.0 * right / (called + support);
    return new ClassScore(name, precision, recall, f1, auroc, support);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("class", name);
    map.put("precision", precision);
    map.put("recall", recall);
    map.put("f1", f1);
    map.put("auroc", auroc);
    map.put("support", support);
    return map;
  }
}
