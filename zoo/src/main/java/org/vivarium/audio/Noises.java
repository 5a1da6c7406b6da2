package org.vivarium.audio;

import org.vivarium.data.Draws;

/** Noises that are computed. The same draws give the same samples. */
public enum Noises {
  /** As loud at every frequency. */
  WHITE {
    @Override
    public float[] generate(int samples, int rate, Draws draws) {
      float[] noise = new float[samples];
      for (int i = 0; i < samples; i++) {
        noise[i] = (float) draws.normal();
      }
      return scaled(noise);
    }
  },

  /** As loud in every octave: white noise through the filter of P. Kellet (1999). */
  PINK {
    @Override
    public float[] generate(int samples, int rate, Draws draws) {
      float[] noise = new float[samples];
      double slow = 0;
      double middle = 0;
      double fast = 0;
      for (int i = 0; i < samples; i++) {
        double white = draws.normal();
        slow = .99765 * slow + .0990460 * white;
        middle = .963 * middle + .2965164 * white;
        fast = .57 * fast + 1.0526913 * white;
        noise[i] = (float) (slow + middle + fast + .1848 * white);
      }
      return scaled(noise);
    }
  },

  /** The sum of white noise, with a leak: like wind, or a rumble. */
  BROWN {
    @Override
    public float[] generate(int samples, int rate, Draws draws) {
      float[] noise = new float[samples];
      double sum = 0;
      for (int i = 0; i < samples; i++) {
        sum = .985 * sum + draws.normal();
        noise[i] = (float) sum;
      }
      return scaled(noise);
    }
  },

  /** The mains at 50 or 60 Hz and its harmonics, beating a little. */
  HUM {
    @Override
    public float[] generate(int samples, int rate, Draws draws) {
      double mains = draws.uniform() < .5 ? 50 : 60;
      float[] noise = new float[samples];
      for (int h = 1; h * mains < rate / 2.0 && h <= 24; h++) {
        double loud = draws.uniform(.2, 1) / Math.sqrt(h);
        double phase = draws.uniform(0, 2 * Math.PI);
        double beat = draws.uniform(.1, 1);
        for (int i = 0; i < samples; i++) {
          double t = (double) i / rate;
          double swell = 1 + .3 * StrictMath.sin(2 * Math.PI * beat * t + phase);
          noise[i] += (float) (loud * swell * StrictMath.sin(2 * Math.PI * h * mains * t + phase));
        }
      }
      for (int i = 0; i < samples; i++) {
        noise[i] += (float) (.05 * draws.normal());
      }
      return scaled(noise);
    }
  },

  /** Knocks that ring for some milliseconds, over a quiet hiss. */
  CLICKS {
    @Override
    public float[] generate(int samples, int rate, Draws draws) {
      float[] noise = new float[samples];
      double rest = 0;
      double turn = 0;
      double kept = 0;
      double a = 0;
      double b = 0;
      for (int i = 0; i < samples; i++) {
        double knock = 0;
        if (--rest <= 0) {
          rest = rate * draws.uniform(.02, .25);
          turn = 2 * Math.PI * draws.uniform(.03, .4);
          kept = StrictMath.exp(-1 / (rate * draws.uniform(.001, .008)));
          knock = draws.uniform(.3, 1);
        }
        double now = knock + 2 * kept * StrictMath.cos(turn) * a - kept * kept * b;
        b = a;
        a = now;
        noise[i] = (float) (now + .02 * draws.normal());
      }
      return scaled(noise);
    }
  };

  private static final double LOUDNESS = .1;

  /** So many samples, of a root mean square of 0.1. */
  public abstract float[] generate(int samples, int rate, Draws draws);

  private static float[] scaled(float[] noise) {
    float gain = (float) (LOUDNESS / Math.sqrt(Mixer.power(noise)));
    for (int i = 0; i < noise.length; i++) {
      noise[i] *= gain;
    }
    return noise;
  }
}
