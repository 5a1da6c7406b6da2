package org.vivarium.apps.nlp.translate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.metrics.Bleu;
import org.vivarium.metrics.Chrf;

/**
 * How good translations of a test set are.
 *
 * @param search how they were looked for: {@code greedy}, {@code beam5}
 * @param outputs the translations, line by line
 * @param seconds that it took to write them
 */
record Scores(
    String search, List<String> outputs, Bleu bleu, double chrf, double chrfPlus, double seconds) {
  static Scores of(int beam, List<String> outputs, List<String> references, double seconds) {
    return new Scores(
        beam == 1 ? "greedy" : "beam" + beam,
        outputs,
        Bleu.of(outputs, references),
        Chrf.PLAIN.score(outputs, references),
        Chrf.PLUS_PLUS.score(outputs, references),
        seconds);
  }

  /** For {@code report.json}. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(search + "_bleu", bleu.score());
    map.put(search + "_chrf", chrf);
    map.put(search + "_chrf++", chrfPlus);
    map.put(search + "_seconds", seconds);
    return map;
  }

  void print() {
    System.out.printf("%s_bleu %.2f%n%s_chrf %.2f%n", search, bleu.score(), search, chrf);
  }
}
