package org.vivarium.audio;

import java.util.List;
import org.vivarium.data.Draws;

/**
 * Somebody who does not exist and says ten words: pulses of a larynx, or hiss, through three
 * resonances that move from sound to sound (a formant synthesiser after Klatt 1980, with formants
 * of Peterson and Barney 1952).
 *
 * @param pitch of the larynx, in Hz
 * @param size of the throat: resonances are divided by it
 * @param pace how much longer than usual sounds last
 * @param breath hiss in the voice
 */
public record Voice(double pitch, double size, double pace, double breath) {
  /** What is said, by number. */
  public static final List<String> WORDS =
      List.of("sio", "una", "du", "ti", "foa", "fif", "sisa", "sefe", "et", "nain");

  private static final double LOUDNESS = .1;
  private static final int RAMP = 40; // a fortieth of a second from sound to sound

  /**
   * A sound of a word.
   *
   * @param formants in Hz
   * @param voiced the larynx's share
   * @param hiss the breath's share, through the third resonance alone
   * @param seconds at the usual pace
   */
  @SuppressWarnings("ArrayRecordComponent") // written by nobody, compared by nobody
  private record Phone(double[] formants, double voiced, double hiss, double seconds) {}

  /** Somebody, at random: men, women and children. */
  public static Voice draw(Draws draws) {
    double size = draws.uniform(.8, 1.15);
    double pitch = 210 * Math.pow(size, -1.5) * draws.uniform(.55, 1.15);
    return new Voice(pitch, size, draws.uniform(.8, 1.25), draws.uniform(.01, .06));
  }

  private static Phone phone(char letter) {
    return switch (letter) {
      case 'i' -> vowel(270, 2290, 3010);
      case 'e' -> vowel(530, 1840, 2480);
      case 'a' -> vowel(730, 1090, 2440);
      case 'o' -> vowel(570, 840, 2410);
      case 'u' -> vowel(300, 870, 2240);
      case 'n' -> new Phone(new double[] {250, 1300, 2300}, .4, 0, .07);
      case 's' -> new Phone(new double[] {300, 1700, 3600}, 0, 1, .11);
      case 'f' -> new Phone(new double[] {300, 1400, 2500}, 0, .5, .1);
      default -> new Phone(new double[] {400, 1700, 2600}, .02, .02, .05); // a stop: t, d
    };
  }

  private static Phone vowel(double first, double second, double third) {
    return new Phone(new double[] {first, second, third}, 1, 0, .13);
  }

  /** Says a word of {@link #WORDS}, never twice the same. */
  public float[] say(int word, int rate, Draws draws) {
    String letters = WORDS.get(word);
    Phone[] phones = new Phone[letters.length()];
    int[] ends = new int[phones.length];
    double at = 0;
    for (int i = 0; i < phones.length; i++) {
      phones[i] = phone(letters.charAt(i));
      at += phones[i].seconds() * pace * draws.uniform(.8, 1.3);
      ends[i] = (int) (at * rate);
    }
    return new Throat(rate, draws).speak(phones, ends);
  }

  /** One utterance. */
  private final class Throat {
    private final int rate;
    private final Draws draws;
    private final double[][] state = new double[3][2];
    private final double high;
    private final double shake;
    private double cycle;
    private double pulse;

    Throat(int rate, Draws draws) {
      this.rate = rate;
      this.draws = draws;
      this.high = pitch * draws.uniform(.9, 1.1);
      this.shake = draws.uniform(3, 6);
    }

    float[] speak(Phone[] phones, int[] ends) {
      int n = ends[ends.length - 1];
      float[] sound = new float[n];
      double[] formants = phones[0].formants().clone();
      double voiced = 0;
      double hiss = 0;
      double speed = (double) RAMP / rate;
      for (int i = 0, p = 0; i < n; i++) {
        while (i >= ends[p]) {
          p++;
        }
        boolean closing = i > n - rate / RAMP;
        voiced += speed * ((closing ? 0 : phones[p].voiced()) - voiced);
        hiss += speed * ((closing ? 0 : phones[p].hiss()) - hiss);
        for (int f = 0; f < 3; f++) {
          formants[f] += speed * (phones[p].formants()[f] - formants[f]);
        }
        sound[i] = (float) sample(formants, voiced, hiss, (double) i / n);
      }
      return loud(sound);
    }

    private double sample(double[] formants, double voiced, double hiss, double done) {
      double melody = high * (1.1 - .25 * done + .01 * StrictMath.sin(shake * 6 * done));
      cycle += melody / rate;
      if (cycle >= 1) {
        cycle -= 1;
        pulse = 1;
      }
      pulse *= .82; // the larynx closes fast and rings softly
      double air = draws.normal();
      double source = voiced * (pulse + breath * air);
      double out = 0;
      for (int f = 0; f < 3; f++) {
        double into = source / (1 << f) + (f == 2 ? .35 * hiss * air : 0);
        out += resonate(state[f], formants[f] / size, 60 + 40 * f, into);
      }
      return out;
    }

    private double resonate(double[] past, double hertz, double width, double in) {
      double centre = Math.min(hertz, .45 * rate);
      double r = StrictMath.exp(-Math.PI * width / rate);
      double now =
          (1 - r) * in
              + 2 * r * StrictMath.cos(2 * Math.PI * centre / rate) * past[0]
              - r * r * past[1];
      past[1] = past[0];
      past[0] = now;
      return now;
    }

    private float[] loud(float[] sound) {
      float gain = (float) (LOUDNESS * draws.uniform(.6, 1.2) / Math.sqrt(Mixer.power(sound)));
      for (int i = 0; i < sound.length; i++) {
        sound[i] *= gain;
      }
      return sound;
    }
  }
}
