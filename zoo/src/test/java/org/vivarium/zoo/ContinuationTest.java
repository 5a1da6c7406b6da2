package org.vivarium.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/** Reading on gives what reading anew would give. */
class ContinuationTest {
  private static final int VOCABULARY = 11;
  private static final int REACH = 40;
  private static final int[] TEXT = IntStream.range(0, 60).map(i -> i * i % VOCABULARY).toArray();

  private static LanguageModel model(String name) {
    return name.equals("gpt")
        ? new Gpt(VOCABULARY, REACH, 16, 2, 2, 0)
        : new LstmLanguageModel(VOCABULARY, 16, 2, 0);
  }

  /** The logits behind a text that is read as a whole. */
  private static float[] whole(LanguageModel model, Weights weights, int... text) {
    try (Program program = new Program(5);
        TInt32 tokens = TInt32.tensorOf(Shape.of(1, text.length), DataBuffers.of(text))) {
      var input = program.input("tokens", TInt32.class, 1, text.length);
      Value logits = model.build(program.serving(), input);
      program.load(weights);
      float[] all = program.compute(logits, new Batch(Map.of("tokens", tokens))).data();
      return Arrays.copyOfRange(all, all.length - VOCABULARY, all.length);
    }
  }

  private static Weights weights(LanguageModel model) {
    try (Program program = new Program(5)) {
      var input = program.input("tokens", TInt32.class, 1, 3);
      model.build(program.serving(), input);
      return program.weights();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "lstm"})
  void tokenByTokenOrAllAtOnce(String name) {
    LanguageModel model = model(name);
    Weights weights = weights(model);
    float[] expected = whole(model, weights, Arrays.copyOf(TEXT, REACH));
    try (Continuation text = new Continuation(model)) {
      text.load(weights);
      float[] atOnce = text.read(Arrays.copyOf(TEXT, REACH));
      text.forget();
      float[] last = null;
      for (int i = 0; i < REACH; i++) {
        last = text.read(TEXT[i]);
      }
      assertThat(atOnce).containsExactly(expected, within(1e-4f));
      assertThat(last).containsExactly(expected, within(1e-4f));
    }
  }

  @Test
  void whereTheContextEndsTheLastHalfOfItIsReadAnew() {
    LanguageModel model = model("gpt");
    Weights weights = weights(model);
    try (Continuation text = new Continuation(model)) {
      text.load(weights);
      text.read(Arrays.copyOf(TEXT, REACH));
      float[] beyond = text.read(TEXT[REACH]);
      int[] seen = Arrays.copyOfRange(TEXT, REACH / 2, REACH + 1);
      assertThat(beyond).containsExactly(whole(model, weights, seen), within(1e-4f));
    }
  }

  @Test
  void ofATextThatIsTooLongTheEndIsRead() {
    LanguageModel model = model("gpt");
    Weights weights = weights(model);
    try (Continuation text = new Continuation(model)) {
      text.load(weights);
      int[] seen = Arrays.copyOfRange(TEXT, TEXT.length - REACH, TEXT.length);
      assertThat(text.read(TEXT)).containsExactly(whole(model, weights, seen), within(1e-4f));
    }
  }

  @Test
  void anLstmRemembersALongText() {
    LanguageModel model = model("lstm");
    Weights weights = weights(model);
    try (Continuation text = new Continuation(model)) {
      text.load(weights);
      assertThat(text.read(TEXT)).containsExactly(whole(model, weights, TEXT), within(1e-4f));
    }
  }
}
