package org.vivarium.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vivarium.golden.Goldens;

/** Transforms and features, held to NumPy by src/test/python/sound_golden.py. */
class SpectraTest {
  private static final Gson GSON = new Gson();
  private static JsonObject golden;

  @BeforeAll
  static void read() {
    golden = Goldens.json("/metrics/speech.json", JsonObject.class);
  }

  @Test
  void theTransformIsNumPysAndComesBack() {
    double[] re = Signals.noise(32, 3);
    double[] im = Signals.noise(32, 5);
    Fft fft = new Fft(32);
    fft.forward(re, im);
    JsonObject wanted = golden.getAsJsonObject("fft");
    assertThat(re).containsExactly(GSON.fromJson(wanted.get("re"), double[].class), within(1e-12));
    assertThat(im).containsExactly(GSON.fromJson(wanted.get("im"), double[].class), within(1e-12));
    fft.inverse(re, im);
    assertThat(re).containsExactly(Signals.noise(32, 3), within(1e-14));
    assertThat(im).containsExactly(Signals.noise(32, 5), within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({"256, 128", "256, 64", "512, 128", "64, 8"})
  void framesAddUpToTheSignal(int size, int hop) {
    Stft stft = new Stft(size, hop);
    float[] signal = Signals.noisy(Signals.voice(2345, 8000), .1, 7);
    Spectra spectra = stft.of(signal);
    assertThat(spectra.frames()).isEqualTo(stft.frames(signal.length));
    assertThat(stft.signal(spectra, signal.length)).containsExactly(signal, within(1e-6f));
  }

  @Test
  void aStreamThatSuppressesNothingIsTheSignalLaterOn() {
    Stft stft = new Stft(256, 128);
    float[] signal = Signals.noisy(Signals.voice(3000, 8000), .1, 7);
    assertThat(Cleaner.clean(stft, ahead(0), signal)).containsExactly(signal, within(1e-6f));
    assertThat(Cleaner.clean(stft, ahead(5), signal)).containsExactly(signal, within(1e-6f));
    assertThat(Cleaner.delay(stft, 0)).isEqualTo(128);
    assertThat(Cleaner.latency(stft, 5)).isEqualTo(256 + 5 * 128);
  }

  private static Suppressor ahead(int frames) {
    return new Suppressor() {
      @Override
      public float[] gains(float[] power) {
        float[] gains = new float[power.length];
        Arrays.fill(gains, 1);
        return gains;
      }

      @Override
      public int ahead() {
        return frames;
      }
    };
  }

  @Test
  void featuresAreNumPys() {
    float[] voice = Signals.voice(1600, 8000);
    float[][] logs = new SpeechFeatures(8000, 40, 0, false).of(voice);
    float[][] mfcc = new SpeechFeatures(8000, 40, 13, false).of(voice);
    assertThat(logs).hasDimensions(golden.get("steps").getAsInt(), 40);
    float[][] wantedLogs = GSON.fromJson(golden.get("log_mel"), float[][].class);
    float[][] wantedMfcc = GSON.fromJson(golden.get("mfcc"), float[][].class);
    int[] steps = {0, 3, 9};
    for (int i = 0; i < steps.length; i++) {
      assertThat(logs[steps[i]]).containsExactly(wantedLogs[i], within(1e-3f));
      assertThat(mfcc[steps[i]]).containsExactly(wantedMfcc[i], within(1e-3f));
    }
    float sum = 0;
    for (float[] step : new SpeechFeatures(8000, 40, 13, true).of(voice)) {
      sum += step[2];
    }
    assertThat(sum).isCloseTo(0, within(1e-3f));
  }

  @Test
  void whatCannotBeIsASentence() {
    assertThatThrownBy(() -> new Fft(100)).hasMessageContaining("must be a power of two");
    assertThatThrownBy(() -> new Stft(256, 100)).hasMessageContaining("must divide the size");
    assertThatThrownBy(() -> new MelBank(40, 129, 8000, 0, 5000))
        .hasMessageContaining("cannot be cut from sounds of 8000");
  }
}
