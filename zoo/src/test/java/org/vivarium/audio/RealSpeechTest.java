package org.vivarium.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The recordings that lie in the data folder. */
@EnabledIfEnvironmentVariable(named = "VIVARIUM_DATA", matches = ".+")
class RealSpeechTest {
  private static final Path DATA = Path.of(System.getenv().getOrDefault("VIVARIUM_DATA", "."));

  @Test
  void spokenDigitsAreReadWithTheirSpeakers() throws IOException {
    List<Fsdd.Take> takes = Fsdd.read(DATA);
    assertThat(takes).hasSize(1250);
    assertThat(takes.stream().map(Fsdd.Take::speaker).distinct())
        .containsExactlyInAnyOrder("george", "jackson", "lucas", "nicolas", "yweweler");
    assertThat(takes.stream().filter(Fsdd.Take::heldOut)).hasSize(250);
    assertThat(takes.stream().mapToDouble(take -> take.sound().seconds()).sum())
        .isBetween(562.0, 564.0);
  }

  @Test
  void noisesComeDownToTheRateOfSpeech() throws IOException {
    List<Path> clips = Fsdd.wavs(DATA.resolve("noise-esc10"), "ESC-10");
    assertThat(clips).hasSize(28);
    Sound clip = Sound.read(clips.get(0));
    assertThat(clip.rate()).isEqualTo(16_000);
    assertThat(clip.at(8000).samples()).hasSize(40_000);
  }
}
