package org.vivarium.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WAV files of every kind that is read and written, and what is wrong with others. */
class WavTest {
  private static final int CODEC = 20; // where it stands in a file
  private static final int BITS = 34;

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "8000, 1, 8, false",
    "11025, 2, 16, false",
    "44100, 1, 24, false",
    "48000, 2, 32, false",
    "16000, 1, 32, true",
    "8000, 2, 8, false"
  })
  void samplesComeBackWithinAStep(int rate, int channels, int bits, boolean floating)
      throws IOException {
    WavFormat format = new WavFormat(rate, channels, bits, floating);
    float[][] samples = new float[channels][];
    Arrays.setAll(samples, c -> Signals.noisy(Signals.voice(1001, rate), .3, 7 + c));
    Path file = temp.resolve("sound.wav");
    try (WavWriter writer = new WavWriter(file, format)) {
      writer.write(samples, 1001);
      writer.finish();
      assertThat(writer.limited()).isZero();
    }
    float step = floating ? 1e-9f : Math.max(1e-7f, Math.scalb(1f, 1 - bits));
    try (WavReader reader = WavReader.open(file)) {
      assertThat(reader.format()).isEqualTo(format);
      assertThat(reader.frames()).isEqualTo(1001);
      float[][] read = new float[channels][1001];
      int n = reader.read(read);
      assertThat(n).isEqualTo(1001);
      assertThat(reader.read(read)).isZero();
      for (int c = 0; c < channels; c++) {
        assertThat(read[c]).containsExactly(samples[c], within(step));
      }
    }
    assertThat(Files.readAllBytes(file)).startsWith(WavWriter.bytes(format, samples));
    assertThat(temp.toFile().list()).containsExactly("sound.wav"); // nothing is left beside it
  }

  @Test
  void extensibleFormatsAndOtherChunksAreRead() throws IOException {
    byte[] plain = WavWriter.bytes(WavFormat.mono(8000), new float[][] {{.5f, -.25f}});
    ByteBuffer file = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    file.put(plain, 0, 12);
    file.put("LIST".getBytes(US_ASCII)).putInt(3).put(new byte[4]); // odd, so one more
    file.put("fmt ".getBytes(US_ASCII)).putInt(40).putShort((short) 0xfffe);
    file.put(plain, 22, 14).putShort((short) 22).putShort((short) 16).putInt(4);
    file.putShort((short) 1).put(new byte[14]); // the GUID begins with the codec
    file.put(plain, 36, plain.length - 36);
    Path path = temp.resolve("extensible.wav");
    Files.write(path, Arrays.copyOf(file.array(), file.position()));
    assertThat(Sound.read(path).samples()).containsExactly(.5f, -.25f);
  }

  @Test
  void whatIsTooLoudIsLimitedAndCounted() throws IOException {
    Path file = temp.resolve("loud.wav");
    try (WavWriter writer = new WavWriter(file, WavFormat.mono(8000))) {
      writer.write(new float[][] {{2, -3, 1, -1, .5f}}, 5);
      assertThat(writer.limited()).isEqualTo(2);
      writer.finish();
    }
    assertThat(Sound.read(file).samples())
        .containsExactly(32_767 / 32_768f, -1, 32_767 / 32_768f, -1, .5f);
  }

  @Test
  void twoChannelsBecomeOne() throws IOException {
    Path file = temp.resolve("stereo.wav");
    WavFormat stereo = new WavFormat(8000, 2, 16, false);
    Files.write(file, WavWriter.bytes(stereo, new float[][] {{.5f, 0}, {0, .25f}}));
    assertThat(Sound.read(file).samples()).containsExactly(.25f, .125f);
  }

  @Test
  void aFileThatIsNotFinishedLeavesNothing() throws IOException {
    try (WavWriter writer = new WavWriter(temp.resolve("half.wav"), WavFormat.mono(8000))) {
      writer.write(new float[][] {{.5f}}, 1);
    }
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void whatIsWrongWithAFileIsASentence() throws IOException {
    byte[] good = WavWriter.bytes(WavFormat.mono(8000), new float[][] {new float[100]});
    wrong("is empty", new byte[0]);
    wrong("is no WAV file", "this is a text, not a sound".getBytes(US_ASCII));
    wrong("is cut short: it says 200 bytes of samples and has 100", Arrays.copyOf(good, 144));
    wrong("it is cut short", Arrays.copyOf(good, 30));
    wrong("holds no samples", WavWriter.bytes(WavFormat.mono(8000), new float[][] {{}}));
    wrong("is of codec 0x0055 (MP3)", changed(good, CODEC, 0x55));
    wrong("has 12-bit whole samples", changed(good, BITS, 12));
    wrong("has 6 channels", changed(good, 22, 6));
    wrong("has 4000 samples a second", changed(good, 24, 4000));
    byte[] nan = WavWriter.bytes(new WavFormat(8000, 1, 32, true), new float[][] {{Float.NaN}});
    wrong("holds NaN", nan);
    assertWrong("is not there", () -> Sound.read(temp.resolve("nowhere.wav")));
    assertWrong("is no file", () -> Sound.read(temp));
  }

  private static byte[] changed(byte[] good, int at, int value) {
    byte[] bad = good.clone();
    ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value);
    return bad;
  }

  private void wrong(String part, byte[] content) throws IOException {
    Path file = temp.resolve("bad.wav");
    Files.write(file, content);
    assertWrong(part, () -> Sound.read(file));
  }

  private static void assertWrong(String part, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part);
  }
}
