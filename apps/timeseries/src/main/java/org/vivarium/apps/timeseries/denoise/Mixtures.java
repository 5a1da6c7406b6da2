package org.vivarium.apps.timeseries.denoise;

import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;
import org.vivarium.audio.Mixer;
import org.vivarium.audio.Spectra;
import org.vivarium.audio.Stft;
import org.vivarium.data.Draws;
import org.vivarium.data.Prefetch;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

/**
 * Mixtures of speech and noise, made when they are asked for: spectra of what is heard and of the
 * speech in it, each {@code [batch, frames, bins]} in {@code noisy_re}, {@code noisy_im}, {@code
 * clean_re} and {@code clean_im}, and {@code level}, what to add to logarithms so that it is louder
 * or quieter.
 *
 * @param part what they are made of
 * @param varied whether recordings are changed as augmentation
 * @param fresh whether each epoch has mixtures of its own
 */
record Mixtures(
    Part part, Stft stft, int frames, int rows, int batch, long seed, boolean varied, boolean fresh)
    implements Batches {
  static final double QUIETEST = -5; // signal-to-noise ratio in dB
  static final double LOUDEST = 15;
  private static final double TRIES = 20;

  /** One mixture. */
  private record One(Spectra noisy, Spectra clean, float level) {}

  @Override
  public int count() {
    return (rows + batch - 1) / batch;
  }

  @Override
  public Pass epoch(int number) {
    int epoch = fresh ? number : 0;
    return new Prefetch(count(), b -> batch(epoch, b * batch, Math.min(rows, (b + 1) * batch)));
  }

  private Batch batch(int epoch, int from, int to) {
    One[] ones =
        IntStream.range(from, to).parallel().mapToObj(i -> mixture(epoch, i)).toArray(One[]::new);
    int n = ones.length;
    Shape shape = Shape.of(n, frames, stft.bins());
    return new Batch(
        Map.of(
            "noisy_re", tensor(shape, i -> ones[i].noisy().re()),
            "noisy_im", tensor(shape, i -> ones[i].noisy().im()),
            "clean_re", tensor(shape, i -> ones[i].clean().re()),
            "clean_im", tensor(shape, i -> ones[i].clean().im()),
            "level",
                TFloat32.tensorOf(
                    Shape.of(n, 1, 1),
                    data ->
                        IntStream.range(0, n)
                            .forEach(i -> data.setFloat(ones[i].level(), i, 0, 0)))));
  }

  private One mixture(int epoch, int i) {
    Draws draws = new Draws(seed, "mixture", epoch, i);
    int samples = frames * stft.hop() - (stft.size() - stft.hop());
    for (int tries = 0; tries < TRIES; tries++) {
      var takes = part.speakers().get(draws.below(part.speakers().size()));
      float[] speech = Streams.speech(takes, samples, varied, draws);
      float[] noise =
          varied
              ? Streams.variedNoise(part.noises(), samples, draws)
              : Streams.noise(part.noises().get(draws.below(part.noises().size())), samples, draws);
      if (Mixer.power(speech) > 0 && Mixer.power(noise) > 0) {
        float[] noisy = Mixer.mix(speech, noise, draws.uniform(QUIETEST, LOUDEST));
        return new One(stft.of(noisy), stft.of(speech), (float) draws.uniform(-2, 1));
      }
    }
    throw new IllegalArgumentException("the recordings, or the noises, are silent");
  }

  /** The rows of one example. */
  private interface Rows {
    float[][] of(int example);
  }

  private TFloat32 tensor(Shape shape, Rows rows) {
    float[] all = new float[Math.toIntExact(shape.size())];
    int bins = stft.bins();
    for (int i = 0; i < shape.get(0); i++) {
      float[][] example = rows.of(i);
      for (int t = 0; t < frames; t++) {
        System.arraycopy(example[t], 0, all, (i * frames + t) * bins, bins);
      }
    }
    FloatDataBuffer data = DataBuffers.of(all);
    return TFloat32.tensorOf(shape, data);
  }
}
