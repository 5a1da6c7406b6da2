package org.vivarium.apps.generative.gan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;

/** What the two players of a GAN lower; scores are high for what is taken for real. */
enum Game {
  /** Binary cross-entropy; the generator's is Goodfellow et al. 2014's non-saturating one. */
  NON_SATURATING {
    @Override
    Value discriminator(Value real, Value made, float smoothing) {
      Value ones = real.times(0).plus(1 - smoothing); // one-sided: Salimans et al. 2016
      Value zeros = made.times(0);
      return Losses.binaryCrossEntropy(real, ones).plus(Losses.binaryCrossEntropy(made, zeros));
    }

    @Override
    Value generator(Value made) {
      return Losses.binaryCrossEntropy(made, made.times(0).plus(1));
    }
  },
  /** Lim and Ye 2017. */
  HINGE {
    @Override
    Value discriminator(Value real, Value made, float smoothing) {
      return real.negative().plus(1 - smoothing).relu().mean().plus(made.plus(1).relu().mean());
    }

    @Override
    Value generator(Value made) {
      return made.mean().negative();
    }
  },
  /** The Wasserstein distance, with a penalty on the critic's slope (Gulrajani et al. 2017). */
  WGAN_GP {
    @Override
    Value discriminator(Value real, Value made, float smoothing) {
      return made.mean().minus(real.mean());
    }

    @Override
    Value generator(Value made) {
      return made.mean().negative();
    }
  };

  static final List<String> NAMES = Arrays.stream(values()).map(Game::toString).toList();

  static Game of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  abstract Value discriminator(Value real, Value made, float smoothing);

  abstract Value generator(Value made);

  /** As typed, such as {@code wgan-gp}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
