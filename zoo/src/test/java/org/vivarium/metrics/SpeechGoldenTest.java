package org.vivarium.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.vivarium.audio.Signals;

/** Measures of speech, held to NumPy by src/test/python/sound_golden.py. */
class SpeechGoldenTest {
  private static final int SAMPLES = 12_000;

  @Test
  void signalsAreAsNearAsNumPySays() throws IOException {
    float[] clean = Signals.voice(SAMPLES, Stoi.RATE);
    try (Reader reader =
        new InputStreamReader(
            SpeechGoldenTest.class.getResourceAsStream("/metrics/speech.json"),
            StandardCharsets.UTF_8)) {
      JsonObject golden = JsonParser.parseReader(reader).getAsJsonObject();
      for (JsonElement element : golden.getAsJsonArray("measures")) {
        JsonObject wanted = element.getAsJsonObject();
        float[] noisy = Signals.noisy(clean, wanted.get("noise").getAsDouble(), 7);
        assertThat(SpeechQuality.siSdr(noisy, clean))
            .isCloseTo(wanted.get("si_sdr").getAsDouble(), within(1e-5));
        assertThat(SpeechQuality.segmentalSnr(noisy, clean, Stoi.RATE))
            .isCloseTo(wanted.get("segmental").getAsDouble(), within(1e-5));
        assertThat(Stoi.of(clean, noisy)).isCloseTo(wanted.get("stoi").getAsDouble(), within(1e-6));
      }
    }
  }

  @Test
  void theVolumeDoesNotCountForTheScaleInvariantRatio() {
    float[] clean = Signals.voice(SAMPLES, Stoi.RATE);
    float[] noisy = Signals.noisy(clean, .1, 7);
    float[] quiet = noisy.clone();
    for (int i = 0; i < quiet.length; i++) {
      quiet[i] *= .25f;
    }
    double ratio = SpeechQuality.siSdr(noisy, clean);
    assertThat(SpeechQuality.siSdr(quiet, clean)).isCloseTo(ratio, within(1e-5));
    assertThat(SpeechQuality.siSdr(clean, clean)).isGreaterThan(100);
    assertThat(Stoi.of(clean, clean)).isCloseTo(1, within(1e-12));
  }

  @Test
  void whatCannotBeComparedIsASentence() {
    assertThatThrownBy(() -> SpeechQuality.siSdr(new float[3], new float[4]))
        .hasMessageContaining("3 samples cannot be compared to one of 4");
    assertThatThrownBy(() -> SpeechQuality.siSdr(new float[4], new float[4]))
        .hasMessageContaining("is silent");
    float[] brief = Signals.voice(3000, Stoi.RATE);
    assertThatThrownBy(() -> Stoi.of(brief, brief)).hasMessageContaining("at least 30 frames");
  }
}
