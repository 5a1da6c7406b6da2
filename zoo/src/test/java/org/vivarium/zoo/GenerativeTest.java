package org.vivarium.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TInt32;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Gaussian;
import org.vivarium.layers.Losses;

/** What the networks that give images, and those that act, do beyond what the table says. */
class GenerativeTest {
  private static final List<Integer> TINY = List.of(8, 8, 1);
  private static final Weights.Array IMAGES = Formula.array("image", 1, 2, 8, 8, 1);

  @Test
  void vaeDrawsInTrainingAndServesTheMean() {
    Vae vae = Vae.of(TINY, 16, 4);
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("image", IMAGES))) {
      Value image = program.floats("image", -1, 8, 8, 1);
      var training = program.training();
      Gaussian latents = vae.encode(training, image);
      Value drawn = latents.sample(training);
      Value meant = latents.sample(program.serving());
      Step step = program.minimize("s", drawn.mean(), Optimizer.sgd(Rates.constant(0)), "encoder");
      float[] first = program.compute(drawn, batch).data();
      program.run(step, batch);
      assertThat(program.compute(drawn, batch).data()).isNotEqualTo(first);
      assertThat(program.compute(meant, batch).data())
          .isEqualTo(program.compute(latents.mean(), batch).data());
    }
  }

  @Test
  void theDenoisingAutoencoderSeesNoiseOnlyInTraining() {
    Autoencoder plain = new Autoencoder(TINY, List.of(16), 4, 0);
    assertThat(codes(plain, true)).isEqualTo(codes(plain, false));
    assertThat(codes(plain.corruption(.5f), true)).isNotEqualTo(codes(plain, false));
    assertThat(codes(plain.corruption(.5f), false)).isEqualTo(codes(plain, false));
  }

  private static float[] codes(Autoencoder network, boolean training) {
    Model model = network.model();
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("image", IMAGES))) {
      var net = training ? program.training() : program.serving();
      return program
          .compute(model.build(net, model.declare(program)).get("latent.code"), batch)
          .data();
    }
  }

  @Test
  void encoderAndDecoderWorkApart() {
    Vae vae = Vae.convolutional(TINY, 4, 16, 4);
    Autoencoder autoencoder = new Autoencoder(TINY, List.of(16), 4, 0);
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("z", Formula.array("z", 1, 3, 4)))) {
      Value z = program.floats("z", -1, 4);
      Value drawn = vae.decode(program.serving(), z);
      assertThat(program.params("")).allMatch(p -> p.path().startsWith("decoder."));
      assertThat(program.compute(drawn, batch).shape()).containsExactly(3, 8, 8, 1);
    }
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("image", IMAGES))) {
      Value code =
          autoencoder.encoder().build(program.serving(), program.floats("image", -1, 8, 8, 1));
      assertThat(program.params("")).allMatch(p -> p.path().startsWith("encoder."));
      assertThat(program.compute(code, batch).shape()).containsExactly(2, 4);
    }
  }

  @Test
  void googLeNetsAuxiliaryLossesCountThreeTenths() {
    Weights.Array rows = Formula.array("rows", 1, 2, 3);
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("x", rows))) {
      Value x = program.floats("x", -1, 3);
      var labels = program.tf().constant(new int[] {0, 2});
      Value whole =
          GoogLeNetAux.loss(
              Map.of("logits", x, "aux1.logits", x.times(2), "aux2.logits", x.times(3)), labels);
      float first = program.compute(Losses.crossEntropy(x.times(2), labels), batch).data()[0];
      float second = program.compute(Losses.crossEntropy(x.times(3), labels), batch).data()[0];
      float last = program.compute(Losses.crossEntropy(x, labels), batch).data()[0];
      assertThat(program.compute(whole, batch).data()[0])
          .isCloseTo(last + .3f * first + .3f * second, within(1e-5f));
    }
  }

  @Test
  void googLeNetServesItsLogitsAlone() {
    Model model = new GoogLeNetAux(4).model(32, 32, 3);
    try (Program program = new Program(1)) {
      Model.Inputs inputs = model.declare(program);
      assertThat(model.build(program.serving(), inputs)).containsOnlyKeys("logits");
      assertThat(model.build(program.training(), inputs))
          .containsOnlyKeys("logits", "aux1.logits", "aux2.logits");
    }
  }

  @Test
  void labelsChangeWhatIsGenerated() {
    Model model = new DcganGenerator(8, 1, 8, 4, 3).model();
    Weights.Array noise = Formula.array("noise", 1, 1, 4);
    try (Program program = new Program(1)) {
      Value image = model.build(program.serving(), model.declare(program)).get("image");
      try (Batch zero = labelled(noise, 0);
          Batch one = labelled(noise, 1)) {
        assertThat(program.compute(image, zero).data())
            .isNotEqualTo(program.compute(image, one).data());
      }
    }
  }

  private static Batch labelled(Weights.Array noise, int label) {
    return new Batch(
        Map.of(
            "noise", Goldens.batch(Map.of("noise", noise)).tensors().get("noise"),
            "label", TInt32.vectorOf(label)));
  }

  @Test
  void sizesThatCannotBeAreRefused() {
    try (Program program = new Program(1)) {
      Value odd = program.floats("odd", -1, 30, 32, 3);
      assertThatThrownBy(() -> new UNet(2).build(program.serving(), odd))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("multiples of 16, not 30x32");
      Value small = program.floats("small", -1, 32, 84, 4);
      assertThatThrownBy(() -> new QNetwork(2, List.of(8)).build(program.serving(), small))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at least 36x36 pixels, not 32x84");
    }
    assertThatThrownBy(() -> new DcganGenerator(30, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as 28, 32 or 64, not 30");
    assertThatThrownBy(() -> new DcganDiscriminator(-4, 3)).hasMessageContaining("not -4");
    assertThatThrownBy(() -> new DcganDiscriminator(7, 3)).hasMessageContaining("not 7");
    assertThatThrownBy(() -> Vae.convolutional(List.of(10, 8, 1), 4, 16, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiples of 4, not 10x8");
    assertThatThrownBy(() -> new Autoencoder(TINY).corruption(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("corruption is 1.0");
  }

  @Test
  void unetTakesImagesOfOpenSize() {
    UNet unet = new UNet(2, 4, 2);
    Weights.Array x = Formula.array("x", 1, 2, 8, 12, 3);
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("known", x, "open", x))) {
      Value known = unet.build(program.serving(), program.floats("known", -1, 8, 12, 3));
      Value open = unet.build(program.serving(), program.floats("open", -1, -1, -1, 3));
      assertThat(program.compute(open, batch).data())
          .isEqualTo(program.compute(known, batch).data());
    }
  }
}
