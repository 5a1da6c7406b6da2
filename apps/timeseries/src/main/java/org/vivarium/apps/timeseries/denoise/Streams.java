package org.vivarium.apps.timeseries.denoise;

import java.util.List;
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
      float[] said = varied ? faster(take, speed) : take;
      float gain = (float) draws.uniform(.7, 1.2);
      for (int i = 0; i < said.length && at < samples; i++) {
        all[at++] += gain * said[i];
      }
      at += pause(rate, draws);
    } while (at < samples);
    return loud(varied ? tilted(all, draws.uniform(-.4, .4)) : all);
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
      float[] varied = tilted(faster(part, speed), draws.uniform(-.6, .6));
      if (Mixer.power(varied) > 1e-9) { // some clips have silent seconds
        float[] cut = new float[samples];
        System.arraycopy(varied, 0, cut, 0, samples);
        return cut;
      }
    }
  }

  /** The same in a shorter time and higher, by cubic interpolation. */
  private static float[] faster(float[] x, double speed) {
    float[] y = new float[Math.max(1, (int) (x.length / speed))];
    for (int i = 0; i < y.length; i++) {
      double place = i * speed;
      int k = (int) place;
      float t = (float) (place - k);
      float a = x[Math.max(0, k - 1)];
      float b = x[Math.min(x.length - 1, k)];
      float c = x[Math.min(x.length - 1, k + 1)];
      float d = x[Math.min(x.length - 1, k + 2)];
      float slope = (c - a) / 2;
      float next = (d - b) / 2;
      y[i] =
          b + t * (slope + t * (3 * (c - b) - 2 * slope - next + t * (2 * (b - c) + slope + next)));
    }
    return y;
  }

  /** Duller where {@code by} is above 0, brighter below. */
  private static float[] tilted(float[] x, double by) {
    float[] y = new float[x.length];
    float last = 0;
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) (x[i] + by * last);
      last = x[i];
    }
    return y;
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
