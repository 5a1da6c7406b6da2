package org.vivarium.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vivarium.data.Draws;
import org.vivarium.metrics.SpeechQuality;

/** Rates, mixtures, voices and noises, and what the suppressors that learn nothing do to them. */
class SoundTest {
  private static final int RATE = 8000;

  @ParameterizedTest
  @CsvSource({
    "8000, 16000",
    "16000, 8000",
    "44100, 8000",
    "8000, 44100",
    "11025, 8000",
    "8000, 10000"
  })
  void aToneIsTheSameToneAtAnotherRate(int from, int to) {
    float[] resampled = Resampler.resample(tone(700, from, from / 4), from, to);
    float[] wanted = tone(700, to, to / 4);
    assertThat(resampled).hasSize(wanted.length);
    int edge = to / 50; // where there is silence beside the tone
    assertThat(Arrays.copyOfRange(resampled, edge, wanted.length - edge))
        .containsExactly(Arrays.copyOfRange(wanted, edge, wanted.length - edge), within(2e-3f));
  }

  @Test
  void whatTheLowerRateCannotHoldIsGone() {
    float[] gone = Resampler.resample(tone(6000, 16_000, 8000), 16_000, 8000);
    assertThat(Mixer.power(Arrays.copyOfRange(gone, 200, 3800))).isLessThan(1e-7);
  }

  @Test
  void piecesOfASignalBecomePiecesOfTheOther() {
    float[] signal = Signals.noisy(Signals.voice(5000, 44_100), .1, 7);
    float[] whole = Resampler.resample(signal, 44_100, 8000);
    Resampler pieces = new Resampler(44_100, 8000);
    float[] joined = new float[whole.length];
    int at = 0;
    for (int from = 0; from < signal.length; from += 333) {
      float[] piece = Arrays.copyOfRange(signal, from, Math.min(signal.length, from + 333));
      float[] out = pieces.next(piece, piece.length);
      System.arraycopy(out, 0, joined, at, out.length);
      at += out.length;
    }
    System.arraycopy(pieces.finish(), 0, joined, at, whole.length - at);
    assertThat(joined).containsExactly(whole);
  }

  @Test
  void theSameRateIsTheSameSignal() {
    float[] signal = Signals.voice(500, RATE);
    assertThat(Resampler.resample(signal, RATE, RATE)).containsExactly(signal);
  }

  @Test
  void mixturesHaveTheirRatio() {
    float[] speech = Signals.voice(8000, RATE);
    float[] noise = Noises.PINK.generate(8000, RATE, new Draws(1, "noise"));
    for (double snr : new double[] {-5, 0, 10}) {
      float[] mixed = Mixer.mix(speech, noise, snr);
      float[] added = new float[mixed.length];
      for (int i = 0; i < added.length; i++) {
        added[i] = mixed[i] - speech[i];
      }
      assertThat(10 * Math.log10(Mixer.power(speech) / Mixer.power(added)))
          .isCloseTo(snr, within(1e-3));
    }
    assertThatThrownBy(() -> Mixer.mix(speech, new float[8000], 0))
        .hasMessageContaining("the noise: it is silent");
  }

  @ParameterizedTest
  @EnumSource
  void noisesAreLoudAndTheirOwn(Noises kind) {
    float[] noise = kind.generate(16_000, RATE, new Draws(1, "noise"));
    assertThat(Math.sqrt(Mixer.power(noise))).isCloseTo(.1, within(1e-3));
    assertThat(kind.generate(16_000, RATE, new Draws(1, "noise"))).containsExactly(noise);
    assertThat(kind.generate(16_000, RATE, new Draws(2, "noise"))).isNotEqualTo(noise);
  }

  @Test
  void voicesSayTheirWordsDifferently() {
    Voice voice = Voice.draw(new Draws(1, "voice"));
    float[] said = voice.say(0, RATE, new Draws(1, "word"));
    assertThat(said.length).isBetween(RATE / 5, RATE);
    assertThat(voice.say(0, RATE, new Draws(1, "word"))).containsExactly(said);
    assertThat(voice.say(0, RATE, new Draws(2, "word"))).isNotEqualTo(said);
    for (float x : said) {
      assertThat(Math.abs(x)).isLessThan(1);
    }
  }

  @Test
  void bothFloorsTakeNoiseOff() {
    float[] clean = Signals.voice(24_000, RATE);
    float[] noise = Noises.WHITE.generate(24_000, RATE, new Draws(1, "noise"));
    float[] noisy = Mixer.mix(clean, noise, 5);
    Stft stft = new Stft(256, 128);
    NoiseFloor floor = new NoiseFloor(31, 2);
    for (Suppressor suppressor :
        new Suppressor[] {
          new SpectralGate(new NoiseFloor(31, 2), 6, .05f, .6f), new Wiener(floor, .9f, .05f)
        }) {
      float[] cleaned = Cleaner.clean(stft, suppressor, noisy);
      assertThat(SpeechQuality.siSdr(cleaned, clean)).isGreaterThan(5 + 3);
    }
  }

  private static float[] tone(double hertz, int rate, int samples) {
    float[] tone = new float[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (float) (.5 * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    return tone;
  }
}
