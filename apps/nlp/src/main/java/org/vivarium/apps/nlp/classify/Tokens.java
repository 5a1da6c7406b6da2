package org.vivarium.apps.nlp.classify;

import java.util.Arrays;
import java.util.stream.Stream;
import org.vivarium.text.Buckets;
import org.vivarium.text.LabelledTexts;
import org.vivarium.text.Sequences;

/**
 * The parts of a data set as a network is fed them.
 *
 * @param counts training texts of each class
 * @param cut texts of all parts that were longer than the network reads
 */
@SuppressWarnings("ArrayRecordComponent") // large, and written by nobody
record Tokens(
    Sequences training,
    Sequences validation,
    int[][] test,
    Buckets buckets,
    int[] counts,
    int cut) {
  /** All texts in the tokens of a vocabulary. */
  static Tokens of(Split data, Vocabulary vocabulary, int buckets) {
    Vocabulary.Encoded training = vocabulary.encode(data.training().texts());
    Vocabulary.Encoded validation = vocabulary.encode(data.validation().texts());
    Vocabulary.Encoded test = vocabulary.encode(data.set().test().texts());
    int[] lengths =
        Stream.of(training, validation, test)
            .flatMap(part -> Arrays.stream(part.tokens()))
            .mapToInt(text -> text.length)
            .toArray();
    return new Tokens(
        sequences(training, data.training()),
        sequences(validation, data.validation()),
        test.tokens(),
        Buckets.of(lengths, buckets),
        data.training().counts(),
        training.cut() + validation.cut() + test.cut());
  }

  private static Sequences sequences(Vocabulary.Encoded texts, LabelledTexts labelled) {
    return Sequences.of("tokens", texts.tokens(), "mask").with("label", labelled.labels());
  }
}
