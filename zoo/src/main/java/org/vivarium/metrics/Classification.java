package org.vivarium.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a classifier's probabilities are worth against the true labels. The answer to an example is
 * its most probable class, the first of them when several are equal (as numpy's {@code argmax}).
 */
public final class Classification {
  /** scikit-learn's: a float32 cannot tell a probability below it from 0 where 1 is the whole. */
  private static final double SMALLEST = Math.ulp(1f);

  private static final int BINS = 15;

  private final List<String> classes;
  private final int[] labels;
  private final float[][] probabilities;
  private final int[] answers;
  private final int[][] confusion;
  private final List<ClassScore> perClass;

  private Classification(int[] labels, float[][] probabilities, List<String> classes) {
    this.classes = List.copyOf(classes);
    this.labels = labels.clone();
    this.probabilities = probabilities.clone();
    this.answers = new int[labels.length];
    this.confusion = new int[classes.size()][classes.size()];
    for (int i = 0; i < labels.length; i++) {
      answers[i] = argmax(probabilities[i]);
      confusion[labels[i]][answers[i]]++;
    }
    this.perClass =
        IntStream.range(0, classes.size())
            .mapToObj(
                c -> ClassScore.of(classes.get(c), confusion[c][c], called(c), is(c), area(c)))
            .toList();
  }

  /**
   * Measures {@code probabilities[example][class]}, whose rows add up to 1, against {@code labels},
   * which count classes from 0. The rows are kept, not copied.
   */
  public static Classification of(int[] labels, float[][] probabilities, List<String> classes) {
    if (labels.length == 0) {
      throw new IllegalArgumentException("there are no examples to measure on");
    }
    if (labels.length != probabilities.length) {
      throw new IllegalArgumentException(
          "there are " + labels.length + " labels for " + probabilities.length + " predictions");
    }
    for (int i = 0; i < labels.length; i++) {
      check(i, labels[i], probabilities[i], classes.size());
    }
    return new Classification(labels, probabilities, classes);
  }

  private static void check(int i, int label, float[] row, int classes) {
    if (row.length != classes) {
      throw new IllegalArgumentException(
          "prediction " + i + " has " + row.length + " probabilities for " + classes + " classes");
    }
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "label " + i + " is " + label + "; it must be in 0.." + (classes - 1));
    }
    double sum = 0;
    for (float p : row) {
      sum += p >= 0 ? p : Double.NaN;
    }
    if (!(Math.abs(sum - 1) < 0.02)) { // bfloat16 rounds to 3 digits
      throw new IllegalArgumentException(
          "prediction "
              + i
              + " is not a distribution: its numbers must be from 0 to 1 and add up to 1; apply"
              + " softmax to logits, and look for NaN in the weights");
    }
  }

  /** How many examples were measured. */
  public int examples() {
    return labels.length;
  }

  public List<String> classes() {
    return classes;
  }

  /** The true class of an example. */
  public int label(int example) {
    return labels[example];
  }

  /** The class the model takes an example for. */
  public int answer(int example) {
    return answers[example];
  }

  /** The probability the model gives its answer to an example. */
  public double confidence(int example) {
    return probabilities[example][answers[example]];
  }

  /** The share of answers that are right. */
  public double accuracy() {
    long right = IntStream.range(0, examples()).filter(i -> answers[i] == labels[i]).count();
    return (double) right / examples();
  }

  /**
   * How often the true class is among the {@code k} most probable. Equal probabilities share what
   * places are left: a true class tied with two others for the last place counts a third. It is 1
   * when {@code k} is the number of classes or more.
   */
  public double topK(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("top-" + k + " accuracy makes no sense: k is at least 1");
    }
    double hits = 0;
    for (int i = 0; i < examples(); i++) {
      float own = probabilities[i][labels[i]];
      int above = 0;
      int equal = 0;
      for (float p : probabilities[i]) {
        above += p > own ? 1 : 0;
        equal += p == own ? 1 : 0;
      }
      hits += Math.max(0, Math.min(1, (double) (k - above) / equal));
    }
    return hits / examples();
  }

  /** Precision, recall and the rest, class by class. */
  public List<ClassScore> perClass() {
    return perClass;
  }

  /** Mean precision of the classes that occur among labels or answers, as in scikit-learn. */
  public double macroPrecision() {
    return macro(ClassScore::precision);
  }

  /** Mean recall of the classes that occur among labels or answers, as in scikit-learn. */
  public double macroRecall() {
    return macro(ClassScore::recall);
  }

  /** Mean F1 of the classes that occur among labels or answers, as in scikit-learn. */
  public double macroF1() {
    return macro(ClassScore::f1);
  }

  /** Mean one-vs-rest AUROC of the classes that have one; NaN when none has. */
  public double auroc() {
    return perClass.stream()
        .mapToDouble(ClassScore::auroc)
        .filter(a -> !Double.isNaN(a))
        .average()
        .orElse(Double.NaN);
  }

  /** Counts by {@code [true class][answer]}. */
  public int[][] confusion() {
    int[][] copy = new int[confusion.length][];
    for (int c = 0; c < copy.length; c++) {
      copy[c] = confusion[c].clone();
    }
    return copy;
  }

  /** Mean of -ln p(true class); p is held off 0 by float32's epsilon, as in scikit-learn. */
  public double logLoss() {
    double sum = 0;
    for (int i = 0; i < examples(); i++) {
      double p = probabilities[i][labels[i]];
      sum -= Math.log(Math.max(SMALLEST, Math.min(1 - SMALLEST, p)));
    }
    return sum / examples();
  }

  /** The reliability curve over 15 bins, as in Guo et al. */
  public Calibration calibration() {
    return calibration(BINS);
  }

  /** The reliability curve over {@code bins} equal bins of confidence. */
  public Calibration calibration(int bins) {
    double[] confidence = IntStream.range(0, examples()).mapToDouble(this::confidence).toArray();
    boolean[] right = new boolean[examples()];
    for (int i = 0; i < right.length; i++) {
      right[i] = answers[i] == labels[i];
    }
    return Calibration.of(confidence, right, bins);
  }

  /** The examples that are answered wrongly, the surest first. */
  public List<Integer> mistakes() {
    return IntStream.range(0, examples())
        .filter(i -> answers[i] != labels[i])
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -confidence(i)))
        .toList();
  }

  /**
   * Every single number by its name in a report, {@code prefix} ({@code test_}) before it: {@code
   * test_accuracy}, {@code test_macro_f1} and so on.
   */
  public Map<String, Double> scores(String prefix) {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put(prefix + "accuracy", accuracy());
    if (classes.size() > 5) {
      scores.put(prefix + "top5_accuracy", topK(5));
    }
    scores.put(prefix + "macro_precision", macroPrecision());
    scores.put(prefix + "macro_recall", macroRecall());
    scores.put(prefix + "macro_f1", macroF1());
    scores.put(prefix + "auroc", auroc());
    scores.put(prefix + "log_loss", logLoss());
    scores.put(prefix + "ece", calibration().ece());
    return scores;
  }

  /** All of it as maps, lists and numbers, ready for JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("examples", examples());
    map.putAll(scores(""));
    List<Map<String, Object>> rows = new ArrayList<>();
    perClass.forEach(c -> rows.add(c.toMap()));
    map.put("per_class", rows);
    map.put("confusion_matrix", confusion());
    map.put("calibration", calibration().toList());
    return map;
  }

  private double macro(ToDoubleFunction<ClassScore> score) {
    return IntStream.range(0, classes.size())
        .filter(c -> is(c) + called(c) > 0)
        .mapToDouble(c -> score.applyAsDouble(perClass.get(c)))
        .average()
        .orElse(Double.NaN);
  }

  private int is(int c) {
    return IntStream.of(confusion[c]).sum();
  }

  private int called(int c) {
    int sum = 0;
    for (int[] row : confusion) {
      sum += row[c];
    }
    return sum;
  }

  private double area(int c) {
    boolean[] positive = new boolean[labels.length];
    float[] scores = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      positive[i] = labels[i] == c;
      scores[i] = probabilities[i][c];
    }
    return Auroc.of(positive, scores);
  }

  private static int argmax(float[] row) {
    int best = 0;
    for (int c = 1; c < row.length; c++) {
      best = row[c] > row[best] ? c : best;
    }
    return best;
  }
}
