package org.vivarium.apps.nlp.classify;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.metrics.Classification;
import org.vivarium.report.ClassResults;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.MarkedText;
import org.vivarium.text.LabelledTexts;

/** The parts that the pages of this app are made of. */
final class Sections {
  private static final int WORST = 12;
  private static final int LETTERS = 400; // of a text that is shown
  private static final int EXPLAINED = 8;
  private static final int TOKENS = 60; // of a text that is explained
  private static final int TWO = 2;

  private Sections() {}

  /** What the test texts say: classes, confusions, calibration, mistakes. */
  static void results(HtmlReport page, Classification test, LabelledTexts texts) {
    new ClassResults(test, "texts")
        .sections(page, "Label smoothing, dropout and more data help; so does ending earlier.");
    List<Integer> mistakes = test.mistakes();
    page.section(
        "Worst mistakes",
        mistakes.isEmpty()
            ? "There are none: every test text was classified as labelled."
            : "%d of %d test texts were misclassified. Here are those of the greatest confidence."
                .formatted(mistakes.size(), test.examples()));
    page.lookFor(
        "Irony, a turn in the last words, names, and labels that you would not have given either.");
    mistakes.stream()
        .limit(WORST)
        .forEach(
            i ->
                page.marked(
                    MarkedText.plain(
                        "is %s, called %s with %s"
                            .formatted(
                                name(test, test.label(i)),
                                name(test, test.answer(i)),
                                Format.percent(test.confidence(i))),
                        shortened(texts.texts().get(i)))));
  }

  /** Single answers, and the words that they hang on. */
  static void reasons(
      HtmlReport page, Explain explain, Classification test, LabelledTexts texts, boolean attends) {
    page.section(
            "What single answers hang on",
            "A word is hidden (the token for unknown words stands in its place) and the network"
                + " asked again. Blue words spoke for the answer: without them it is less likely."
                + " Orange words spoke against it."
                + (attends
                    ? " Below each, in shades of blue, how much of each word the last block took:"
                        + " the attention of all places, the mean over heads."
                    : ""))
        .lookFor(
            "Words that carry the meaning, and 'not' and 'but' among them. Names, full stops and"
                + " other chance companions of a class mean that the network learned the data set"
                + " rather than the task."
                + (attends
                    ? " What is looked at need not be what counts (Jain and Wallace 2019): where"
                        + " the two disagree, believe the hiding."
                    : ""));
    for (int i : chosen(test, texts)) {
      Explain.Reason reason = explain.of(texts.texts().get(i));
      String caption =
          "%s %s, %s"
              .formatted(
                  name(test, reason.answer()),
                  Format.percent(reason.probabilities()[reason.answer()]),
                  reason.answer() == test.label(i)
                      ? "which is right"
                      : "but it is " + name(test, test.label(i)));
      page.marked(MarkedText.scaled(caption, reason.tokens(), reason.occlusion()));
      if (reason.attention().isPresent()) {
        page.marked(MarkedText.scaled("attention", reason.tokens(), reason.attention().get()));
      }
    }
  }

  /** A right answer of each class, of middling length, and the worst mistakes. */
  private static List<Integer> chosen(Classification test, LabelledTexts texts) {
    List<Integer> right =
        IntStream.range(0, test.classes().size())
            .boxed()
            .flatMap(
                c ->
                    IntStream.range(0, test.examples())
                        .filter(i -> test.label(i) == c && test.answer(i) == c)
                        .filter(i -> words(texts, i) > TWO && words(texts, i) < TOKENS / TWO)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -test.confidence(i)))
                        .limit(test.classes().size() > TWO ? 1 : TWO))
            .limit(EXPLAINED)
            .toList();
    return IntStream.concat(
            right.stream().mapToInt(i -> i),
            test.mistakes().stream()
                .mapToInt(i -> i)
                .filter(i -> words(texts, i) < TOKENS)
                .limit(EXPLAINED / TWO))
        .boxed()
        .toList();
  }

  private static int words(LabelledTexts texts, int i) {
    return texts.texts().get(i).split("\\s+").length;
  }

  static String shortened(String text) {
    return text.length() <= LETTERS ? text : text.substring(0, LETTERS) + " …";
  }

  private static String name(Classification test, int label) {
    return test.classes().get(label);
  }
}
