package org.vivarium.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are made to do harm: each is refused in a sentence before it fills the memory. */
class HostileFilesTest {
  private static final String STORAGE =
      "(X\007\0\0\0storagectorch\nFloatStorage\nX\001\0\0\0000X\003\0\0\0cpu%stQ";
  private static final String TENSOR =
      "ctorch._utils\n_rebuild_tensor_v2\n(" + STORAGE + "%s%s%stR";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("weights.pt");
  }

  static Stream<Arguments> pickles() {
    String ten = "]q\001" + "h\001h\001h\001h\001h\001h\001h\001h\001h\001";
    return Stream.of(
        // what a pickle may not do
        arguments("cbuiltins\nexec\n(X\001\0\0\0xtR.", "names 'builtins.exec'"),
        arguments("cos\nsystem\n.", "names 'os.system'"),
        arguments("ccollections\nOrderedDict\n(K\001tR.", "'collections.OrderedDict' with odd"),
        arguments("ctorch\nQInt8Storage\n.", "'torch.QInt8Storage'; what is read is float"),
        arguments("ctorch\nload\n.", "names 'torch.load'"),
        arguments("cbuiltins\nobject\n)\u0081.", "names 'builtins.object'"),
        arguments(")\u0081.", "the operation 0x81"),
        arguments("B\0\0\0\0.", "the operation 0x42"),
        arguments("i__main__\nx\n.", "the operation 0x69"),
        arguments("(K\001K\002tK\003b.", "sets attributes of an object"),
        arguments("}(K\001tK\002s.", "a key that is no string and no number"),
        arguments("}NK\002s.", "a key that is no string and no number"),
        arguments("K\001Q.", "something outside its pickle"),
        // no pickle at all
        arguments("", "ends before its end"),
        arguments(".", "operations do not fit"),
        arguments("h\007.", "operations do not fit"),
        arguments("t.", "operations do not fit"),
        arguments("(.", "operations do not fit"),
        arguments("K\001K\002a.", "operations do not fit"),
        arguments("K\001K\002K\003s.", "operations do not fit"),
        arguments("\u0080\007.", "the protocol 7; 2 to 5 are read"),
        arguments("X\u00ff\u00ff\u00ff\u00ffabc.", "ends before its end"),
        arguments("\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffa.", "ends before"),
        arguments("\u008a\u00ff" + "a".repeat(255) + ".", "a number of 255 bytes"),
        // too much, too deep, without end
        arguments("]".repeat(4_000_001) + ".", "more than 4000000 objects"),
        arguments("}q\001X\001\0\0\0ah\001s.", "a dict that holds itself"),
        arguments("}X\001\0\0\0a".repeat(50) + "}" + "s".repeat(50) + ".", "more than 32 deep"),
        arguments("]q\001h\001a.", "no dict of tensors"),
        arguments(ten + ".", "no dict of tensors"),
        arguments("}.", ""),
        // tensors that lie about themselves
        arguments(tensor("K\002", "K\000", "K\001\u0085", "K\001\u0085"), "claims 2 numbers"),
        arguments(tensor("J\0\0\0\u0080", "K\000", "K\001\u0085", "K\001\u0085"), "claims -2147"),
        arguments(tensor("K\001", "K\001", "K\001\u0085", "K\001\u0085"), "which it cannot be"),
        arguments(tensor("K\001", "K\000", "K\002\u0085", "K\001\u0085"), "which it cannot be"),
        arguments(
            tensor("K\001", "K\000", "K\002\u0085", "J\u00ff\u00ff\u00ff\u00ff\u0085"), "which it"),
        arguments(tensor("K\001", "K\000", "K\001\u0085", ")"), "which it cannot be"),
        arguments(tensor("K\001", "K\000", "J\0\0\0\100\u0085", "K\000\u0085"), "which it cannot"),
        arguments(
            tensor("K\001", "K\000", "J\0\0\0\100J\0\0\0\100\u0086", "K\000K\000\u0086"),
            "too large"),
        arguments(tensor("K\001", "K\000", "X\001\0\0\0a\u0085", ")"), "tensor's size"),
        arguments(tensor("K\001", "K\000", "K\001", ")"), "tensor's shape"));
  }

  /** A dict with one tensor, of a storage of one number. */
  private static String tensor(String claimed, String offset, String shape, String strides) {
    return "}X\001\0\0\0w" + TENSOR.formatted(claimed, offset, shape, strides) + "s.";
  }

  @ParameterizedTest
  @MethodSource("pickles")
  void aPickleOutsideTheRulesIsRefused(String pickle, String sentence) throws IOException {
    write(
        Map.of("a/data.pkl", pickle.getBytes(ISO_8859_1), "a/data/0", new byte[4]),
        ZipEntry.STORED);
    if (sentence.isEmpty()) {
      WeightFiles.read(file);
    } else {
      refused(sentence);
    }
  }

  @Test
  void manySmallTensorsOfOneStorageCannotFillTheMemory() throws IOException {
    StringBuilder pickle = new StringBuilder("}(");
    String shape = "J\0\0\1\0\u0085"; // 65536 numbers that are one
    for (int i = 0; i < 5000; i++) {
      String name = "%05d".formatted(i);
      pickle.append("X\005\0\0\0").append(name);
      pickle.append(TENSOR.formatted("K\001", "K\000", shape, "K\000\u0085"));
    }
    write(
        Map.of("a/data.pkl", (pickle + "u.").getBytes(ISO_8859_1), "a/data/0", new byte[4]),
        ZipEntry.STORED);
    refused("its tensors claim 1310720000 bytes");
  }

  @Test
  void archivesThatHideSomethingAreRefused() throws IOException {
    byte[] pickle = "}.".getBytes(UTF_8);
    for (String name : new String[] {"../a", "/a", "a/../../b", "a\\b"}) {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      entries.put("a/data.pkl", pickle);
      entries.put(name, new byte[1]);
      write(entries, ZipEntry.STORED);
      refused("an entry '" + name + "', a path that leads out of the archive");
    }
    write(Map.of("a/data.pkl", new byte[10_000_000]), ZipEntry.DEFLATED);
    refused("'a/data.pkl' compressed, which is not read");
    write(Map.of("model.weights.h5", new byte[10_000_000]), ZipEntry.DEFLATED);
    refused("'model.weights.h5' compressed, which is not read");
    write(Map.of("readme", new byte[1]), ZipEntry.STORED);
    refused("without the data.pkl of PyTorch or the model.weights.h5 of Keras");
  }

  @Test
  void anHdf5FileThatWasCutOffSaysHowMuchIsMissing() throws IOException {
    byte[] whole = Files.readAllBytes(Resources.file(folder, "vision.h5"));
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refused("is an HDF5 file of " + whole.length + " bytes that was cut off after");
    Files.write(file, HexFormat.of().parseHex("894844460d0a1a0a"));
    refused("is an HDF5 file that cannot be read at its beginning");
  }

  private void write(Map<String, byte[]> entries, int method) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        ZipEntry zipped = new ZipEntry(entry.getKey());
        CRC32 crc = new CRC32();
        crc.update(entry.getValue());
        zipped.setMethod(method);
        zipped.setSize(entry.getValue().length);
        zipped.setCrc(crc.getValue());
        out.putNextEntry(zipped);
        out.write(entry.getValue());
      }
    }
    Files.write(file, bytes.toByteArray());
  }

  private void refused(String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightFiles.read(file))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(sentence);
  }
}
