package org.vivarium.apps.timeseries.denoise;

import java.util.List;
import org.vivarium.audio.Bent;
import org.vivarium.audio.Mixer;
import org.vivarium.audio.Sound;
import org.vivarium.data.Draws;

/** Makes long recordings of short ones. */
final class Streams {
  private static final double LOUDNESS = .1; // root mean square of the speech
  private static final double SHORTEST_PAUSE = .05; // seconds
  private static final double LONGEST_PAUSE = .4;

  private Streams() {}

  /**
   * Recordings one after the other with pauses, until the time is over.
   *
   * @param varied whether somebody else might have said it: faster or slower, brighter or duller
   */
  static float[] speech(List<Sound> takes, int samples, boolean varied, Draws draws) {
    int rate = takes.get(0).rate();
    double speed = varied ? draws.uniform(.85, 1.18) : 1;
    float[] all = new float[samples];
    int at = pause(rate, draws);
    do {
      float[] take = takes.get(draws.below(takes.size())).samples();
      float[] said = varied ? Bent.faster(take, speed) : take;
      float gain = (float) draws.uniform(.7, 1.2);
      for (int i = 0; i < said.length && at < samples; i++) {
        all[at++] += gain * said[i];
      }
      at += pause(rate, draws);
    } while (at < samples);
    return loud(varied ? Bent.tilted(all, draws.uniform(-.4, .4)) : all);
  }

  /** Some recordings one after the other with pauses. */
  static float[] sentence(List<Sound> takes, Draws draws) {
    int rate = takes.get(0).rate();
    int length = 0;
    int[] starts = new int[takes.size()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = length + pause(rate, draws);
      length = starts[i] + takes.get(i).samples().length;
    }
    float[] all = new float[length + pause(rate, draws)];
    for (int i = 0; i < starts.length; i++) {
      float[] take = takes.get(i).samples();
      System.arraycopy(take, 0, all, starts[i], take.length);
    }
    return loud(all);
  }

  private static int pause(int rate, Draws draws) {
    return (int) (rate * draws.uniform(SHORTEST_PAUSE, LONGEST_PAUSE));
  }

  /** A part of a clip, which begins anew where it is too short. */
  static float[] noise(Sound clip, int samples, Draws draws) {
    float[] from = clip.samples();
    int start = draws.below(from.length);
    float[] part = new float[samples];
    for (int i = 0; i < samples; i++) {
      part[i] = from[(start + i) % from.length];
    }
    return part;
  }

  /** A part of a clip, or of two at once, changed as another recording might differ. */
  static float[] variedNoise(List<Sound> clips, int samples, Draws draws) {
    float[] noise = one(clips, samples, draws);
    if (draws.uniform() < .3) {
      noise = Mixer.mix(noise, one(clips, samples, draws), draws.uniform(-5, 5));
    }
    return noise;
  }

  private static float[] one(List<Sound> clips, int samples, Draws draws) {
    while (true) {
      double speed = draws.uniform(.75, 1.33);
      int needed = (int) (samples * speed) + 2;
      float[] part = noise(clips.get(draws.below(clips.size())), needed, draws);
      float[] varied = Bent.tilted(Bent.faster(part, speed), draws.uniform(-.6, .6));
      if (Mixer.power(varied) > 1e-9) { // some clips have silent seconds
        float[] cut = new float[samples];
        System.arraycopy(varied, 0, cut, 0, samples);
        return cut;
      }
    }
  }

  private static float[] loud(float[] x) {
    double power = Mixer.power(x);
    float gain = power == 0 ? 1 : (float) (LOUDNESS / Math.sqrt(power));
    for (int i = 0; i < x.length; i++) {
      x[i] *= gain;
    }
    return x;
  }
}
