package org.vivarium.zoo;

import java.util.List;
import org.vivarium.zoo.Row.Task;

/** The part of {@link Zoo} that gives images, and what tells them from real ones. */
final class GenerativeRows {
  private static final String VINCENT = "Vincent et al. 2008";
  private static final String KINGMA = "Kingma and Welling 2013";
  private static final String RADFORD = "Radford et al. 2015";
  private static final String MIRZA = "Mirza and Osindero 2014";
  private static final List<Integer> DIGIT = List.of(28, 28, 1);
  private static final List<Integer> TINY = List.of(8, 8, 1);
  private static final int CLASSES = 10;
  private static final float CORRUPTION = .25f; // of the paper's, the middle one

  static final List<Row.Network> ALL =
      List.of(
          new Row.Network(
              "autoencoder",
              Task.RECONSTRUCTION,
              "Hinton and Salakhutdinov 2006",
              2_837_314,
              new Autoencoder(DIGIT).model(),
              new Autoencoder(TINY, List.of(128, 64), 16, 0).model()),
          new Row.Network(
              "denoising_autoencoder",
              Task.RECONSTRUCTION,
              VINCENT,
              2_837_314,
              new Autoencoder(DIGIT).corruption(CORRUPTION).model(),
              new Autoencoder(TINY, List.of(256, 128), 32, CORRUPTION).model()),
          new Row.Network(
              "vae",
              Task.GENERATION,
              KINGMA,
              652_824,
              Vae.of(DIGIT, 400, 20).model(),
              Vae.of(TINY, 256, 16).model()),
          new Row.Network(
              "conv_vae",
              Task.GENERATION,
              KINGMA,
              1_691_369,
              Vae.convolutional(DIGIT, 32, 256, 20).model(),
              Vae.convolutional(TINY, 32, 256, 16).model()),
          new Row.Network(
              "cvae",
              Task.GENERATION,
              "Sohn et al. 2015",
              660_824,
              new ConditionalVae(DIGIT, 400, 20, CLASSES).model(),
              new ConditionalVae(TINY, 256, 16, CLASSES).model()),
          new Row.Network(
              "dcgan_generator",
              Task.GENERATION,
              RADFORD,
              3_576_704,
              new DcganGenerator(64, 3).model(),
              new DcganGenerator(16, 1, 32, 16, 0).model()),
          new Row.Network(
              "dcgan_discriminator",
              Task.DISCRIMINATION,
              RADFORD,
              2_765_568,
              new DcganDiscriminator(64, 3).model(),
              new DcganDiscriminator(16, 1, 16, 0).model()),
          new Row.Network(
              "cdcgan_generator",
              Task.GENERATION,
              MIRZA,
              3_658_624,
              new DcganGenerator(64, 3).classes(CLASSES).model(),
              new DcganGenerator(16, 1, 32, 16, CLASSES).model()),
          new Row.Network(
              "cdcgan_discriminator",
              Task.DISCRIMINATION,
              MIRZA,
              2_775_808,
              new DcganDiscriminator(64, 3).classes(CLASSES).model(),
              new DcganDiscriminator(16, 1, 16, CLASSES).model()));

  private GenerativeRows() {}
}
