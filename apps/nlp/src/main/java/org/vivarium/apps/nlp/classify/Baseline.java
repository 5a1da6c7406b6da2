package org.vivarium.apps.nlp.classify;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.data.ClassWeights;
import org.vivarium.metrics.Classification;
import org.vivarium.text.BagOfWords;
import org.vivarium.text.Grams;
import org.vivarium.text.LabelledTexts;
import org.vivarium.text.LogisticRegression;
import org.vivarium.text.TfIdf;

/**
 * What a network must beat to be worth its time: logistic regression on words and pairs of words
 * (Wang and Manning, "Baselines and bigrams", 2012).
 */
record Baseline(TfIdf vectors, LogisticRegression classifier, List<String> classes) {
  private static final double STRENGTH = 4;
  private static final int LEAST_TEXTS = 2; // that a run of words stands in

  static Baseline fit(LabelledTexts training, boolean balanced) {
    Grams grams = Grams.words(1, 2).token(Grams.WORDS_AND_SIGNS);
    int least = training.size() < 100 ? 1 : LEAST_TEXTS;
    BagOfWords bag = BagOfWords.fit(grams, training.texts(), least, Integer.MAX_VALUE);
    TfIdf vectors = TfIdf.fit(bag, training.texts(), true);
    float[] weights = new float[training.classes().size()];
    Arrays.fill(weights, 1);
    LogisticRegression classifier =
        LogisticRegression.fit(
            vectors.of(training.texts()),
            training.labels(),
            training.classes().size(),
            bag.width(),
            STRENGTH,
            balanced ? ClassWeights.balanced(training.counts()) : weights);
    return new Baseline(vectors, classifier, training.classes());
  }

  Classification measure(LabelledTexts texts) {
    return Classification.of(
        texts.labels(), classifier.probabilities(vectors.of(texts.texts())), classes);
  }

  /** The runs of words that speak most for a class, the strongest first. */
  List<String> telling(int label, int most) {
    List<String> runs = vectors.bag().runs();
    return IntStream.range(0, runs.size())
        .boxed()
        .sorted(Comparator.comparingDouble(column -> -classifier.says(column, label)))
        .limit(most)
        .map(runs::get)
        .toList();
  }
}
