package org.vivarium.apps.timeseries;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.Console;
import org.vivarium.audio.Noises;
import org.vivarium.audio.Sound;
import org.vivarium.audio.WavFormat;
import org.vivarium.audio.WavReader;
import org.vivarium.audio.WavWriter;
import org.vivarium.data.Draws;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Safetensors;

/** Small mask networks on voices that are computed. */
class DenoiseTest {
  private static final String SMALL =
      " --units 32 --layers 1 --mixtures 64 --seconds 1 --limit 80 --quiet";

  @TempDir Path temp;

  @Test
  void theSameSeedGivesTheSameWeightsAndTheRunGoesOn() throws IOException {
    Path whole = temp.resolve("whole");
    Path again = temp.resolve("again");
    Path resumed = temp.resolve("resumed");
    String told = good("denoise train --epochs 2 --out " + whole + SMALL).out();
    good("denoise train --epochs 2 --out " + again + SMALL);
    assertThat(told).contains("network_0_db si_sdr", "si_sdr_improvement");
    assertSame(weights(whole), weights(again));
    JsonObject metrics = report(whole).getAsJsonObject("metrics");
    assertThat(metrics.getAsJsonArray("by_ratio")).hasSize(12);
    assertThat(report(whole).getAsJsonArray("history")).hasSize(2);
    assertThat(whole.resolve("savedmodel/saved_model.pb")).isNotEmptyFile();
    assertThat(whole.resolve("report.html")).content().contains("<audio", "data:audio/wav");
    assertThat(whole.resolve("listen").toFile().list()).hasSize(15);

    good("denoise train --epochs 1 --out " + resumed + SMALL);
    good("denoise train --epochs 2 --quiet --resume --out " + resumed);
    assertThat(report(resumed).getAsJsonArray("history")).hasSize(2);

    String measured = good("denoise evaluate --run " + whole + " --out " + temp + "/e").out();
    assertThat(measured).contains("real_time_factor", "core_time_factor");
    assertThat(measured.lines().toList()).containsAll(told.lines().limit(12).toList());
    assertThat(temp.resolve("e/report.html")).isNotEmptyFile();
    cleansFilesAsTheyAre(whole);
  }

  private static Weights weights(Path run) throws IOException {
    return Safetensors.read(run.resolve("weights.safetensors"));
  }

  private static void assertSame(Weights a, Weights b) {
    for (Map.Entry<String, Weights.Array> one : a.arrays().entrySet()) {
      assertThat(b.arrays().get(one.getKey()).data())
          .as(one.getKey())
          .isEqualTo(one.getValue().data());
    }
  }

  /** Of any rate, number of channels and kind of samples; as long as before. */
  private void cleansFilesAsTheyAre(Path run) throws IOException {
    for (WavFormat format :
        List.of(
            WavFormat.mono(8000),
            new WavFormat(16_000, 2, 24, false),
            new WavFormat(44_100, 1, 32, true))) {
      float[] noise = Noises.PINK.generate(7777, format.rate(), new Draws(1, "noise"));
      float[][] channels = new float[format.channels()][];
      Arrays.fill(channels, noise);
      Path file = temp.resolve("noisy.wav");
      Files.write(file, WavWriter.bytes(format, channels));
      Console.Result told = good("denoise run --run " + run + " --out " + temp + " " + file);
      assertThat(told.out()).contains("delay", "real_time_factor");
      assertThat(told.err().contains("it is resampled, and back")).isEqualTo(format.rate() != 8000);
      try (WavReader reader = WavReader.open(temp.resolve("noisy-cleaned.wav"))) {
        assertThat(reader.format()).isEqualTo(format);
        assertThat(reader.frames()).isEqualTo(7777);
      }
    }
  }

  @Test
  void theConvolutionalOneLooksAheadAndStreams() throws IOException {
    Path run = temp.resolve("run");
    good("denoise train --model unet --width 4 --depth 2 --epochs 1 --out " + run + SMALL);
    Path file = temp.resolve("noisy.wav");
    float[] noise = Noises.WHITE.generate(12_345, 8000, new Draws(1, "noise"));
    Files.write(file, WavWriter.bytes(WavFormat.mono(8000), new float[][] {noise}));
    assertThat(good("denoise run --run " + run + " --out " + temp + " " + file).out())
        .contains("delay 784 ms"); // 47 frames of 16 ms and one of 32
    assertThat(Sound.read(temp.resolve("noisy-cleaned.wav")).samples()).hasSize(12_345);
  }

  @Test
  void whatCannotBeIsASentence() throws IOException {
    wrong("there is no data set 'mnist' to denoise", "denoise train --data mnist");
    wrong("fsdd has 8000 samples a second", "denoise train --data fsdd --rate 16000");
    wrong("unknown model 'gur'", "denoise train --model gur");
    wrong("is the folder of", "denoise train --data fsdd --data-dir " + temp);
    wrong("folder:PATH has a folder 'speech'", "denoise train --data folder:" + temp);
    wrong(
        "is not a run of 'vivarium timeseries denoise train'",
        "denoise run --run " + temp.resolve("nowhere") + " a.wav");
  }

  private static Console.Result good(String line) {
    Console.Result told = Console.run(Main.APP, line.split(" ", -1));
    assertThat(told.code()).as(told.err()).isZero();
    return told;
  }

  private static void wrong(String part, String line) {
    Console.Result told = Console.run(Main.APP, line.split(" ", -1));
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains(part).hasLineCount(1);
  }

  private static JsonObject report(Path run) throws IOException {
    return JsonParser.parseString(Files.readString(run.resolve("report.json"))).getAsJsonObject();
  }
}
