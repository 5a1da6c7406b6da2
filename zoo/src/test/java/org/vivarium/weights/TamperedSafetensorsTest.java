package org.vivarium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.kernel.Weights;

/** A damaged or hostile file is refused by name, and its claims are not allocated. */
class TamperedSafetensorsTest {
  @TempDir Path folder;
  Path file;
  byte[] good;

  @BeforeEach
  void writeAGoodFile() throws IOException {
    file = folder.resolve("x.safetensors");
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    arrays.put("a", new Weights.Array(new long[] {2, 3}, new float[6]));
    arrays.put("b", new Weights.Array(new long[] {1}, new float[1]));
    Safetensors.write(file, new Weights(arrays, Map.of("k", "v")));
    good = Files.readAllBytes(file);
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    for (int length = 0; length < good.length; length++) {
      Files.write(file, Arrays.copyOf(good, length));
      refused();
    }
  }

  @Test
  void everyChangedByteOfTheHeaderReadsOrIsRefused() throws IOException {
    int header = good.length - 28;
    int refusals = 0;
    for (int at = 0; at < header; at++) {
      for (int flip : new int[] {0x01, 0x10, 0x80, 0xff}) {
        byte[] bytes = good.clone();
        bytes[at] ^= (byte) flip;
        Files.write(file, bytes);
        try {
          Safetensors.read(file);
        } catch (IllegalArgumentException e) {
          assertThat(e).hasMessageStartingWith(file + ": ");
          refusals++;
        }
      }
    }
    assertThat(refusals).isGreaterThan(2 * header);
  }

  @Test
  void trailingBytesAreRefused() throws IOException {
    Files.write(file, Arrays.copyOf(good, good.length + 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Safetensors.read(file))
        .withMessage(file + ": 1 bytes follow 'b' that belong to no tensor");
  }

  static Stream<Arguments> lengths() {
    return Stream.of(
        arguments(-1L, "claims a header of 18446744073709551615 bytes"),
        arguments(Long.MAX_VALUE, "claims a header of 9223372036854775807 bytes"),
        arguments(1L << 32, "claims a header of 4294967296 bytes"),
        arguments(100_000_001L, "claims a header of 100000001 bytes"),
        arguments(0L, "must begin with '{'"));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void aHeaderLengthThatCannotBeIsRefused(long length, String sentence) throws IOException {
    ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    Files.write(file, good);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Safetensors.read(file))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(sentence);
  }

  static Stream<Arguments> headers() {
    String f32 = "{'dtype':'F32','shape':[1],'data_offsets':[0,4]}";
    String other = "{'dtype':'F32','shape':[1],'data_offsets':[4,8]}";
    return Stream.of(
        // not the JSON that is asked for
        arguments("[]", 0, "must begin with '{'"),
        arguments("  {}", 0, "must begin with '{'"),
        arguments("{", 0, "not the JSON"),
        arguments("{}}", 0, "not the JSON"),
        arguments("{} x", 0, "not the JSON"),
        arguments("{'a':1}", 0, "not the JSON of a safetensors file at $.a"),
        arguments("{'a':null}", 0, "not the JSON"),
        arguments("{'a':{'dtype':1,'shape':[1],'data_offsets':[0,4]}}", 4, "dtype '1'"),
        arguments("{'a':{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}}", 4, "$.a.shape[0]"),
        arguments("{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}}", 4, "not the JSON"),
        arguments("{'a':{'dtype':'F32','shape':[1e0],'data_offsets':[0,4]}}", 4, "not the JSON"),
        arguments("{'a':{'dtype':'F32','shape':1,'data_offsets':[0,4]}}", 4, "$.a.shape"),
        arguments("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4,4]}}", 4, "not the JSON"),
        arguments("{'a':{'dtype':'F32','shape':[1],'data_offsets':[4]}}", 4, "tensor 'a' lacks"),
        arguments("{'a':{'dtype':'F32','shape':[1]}}", 4, "tensor 'a' lacks"),
        arguments("{'a':{}}", 4, "tensor 'a' lacks"),
        arguments("{'__metadata__':{'k':1}}", 0, "metadata 'k' is not a string"),
        arguments("{'__metadata__':[]}", 0, "not the JSON"),
        arguments("{'\u00e9':" + f32 + "}", 4, "not UTF-8"),
        // said twice
        arguments("{'a':" + f32 + ",'a':" + other + "}", 8, "'a' stands twice"),
        arguments("{'a':" + f32 + ",'\\u0061':" + other + "}", 8, "'a' stands twice"),
        arguments("{'__metadata__':{},'__metadata__':{}}", 0, "'__metadata__' stands twice"),
        arguments("{'__metadata__':{'k':'','k':''}}", 0, "'__metadata__.k' stands twice"),
        arguments("{'a':{'dtype':'F32','dtype':'F32'}}", 4, "'a.dtype' stands twice"),
        // types and shapes
        arguments("{'a':{'dtype':'F8_E4M3','shape':[4],'data_offsets':[0,4]}}", 4, "'F8_E4M3'"),
        arguments("{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}", 4, "negative"),
        arguments("{'a':{'dtype':'F32','shape':[-1,-1],'data_offsets':[0,4]}}", 4, "negative"),
        arguments(
            "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}}",
            0,
            "no file can hold"),
        arguments(
            "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,0]}}",
            0,
            "not the JSON"),
        arguments("{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}", 4, "is F32 [2], 8"),
        arguments("{'a':{'dtype':'F32','shape':[0],'data_offsets':[0,4]}}", 4, "is F32 [0], 0"),
        arguments(
            "{'a':{'dtype':'F32','shape':[" + "1,".repeat(99) + "1],'data_offsets':[0,4]}}",
            4,
            "$.a.shape[64]"),
        // places
        arguments("{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}", 4, "no place"),
        arguments("{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}}", 4, "no place"),
        arguments("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}", 3, "was cut off"),
        arguments(
            "{'a':{'dtype':'F32','shape':[1000000000000],'data_offsets':[0,4000000000000]}}",
            4,
            "was cut off"),
        arguments("{'a':" + f32 + ",'b':" + f32 + "}", 4, "tensor 'b' overlaps 'a'"),
        arguments("{'b':" + other + "}", 8, "'b' leaves a hole of 4 bytes after the header"),
        arguments("{'a':" + f32 + "}", 8, "4 bytes follow 'a'"),
        arguments("{}", 8, "8 bytes follow the header"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void aHeaderThatCannotBeIsRefused(String header, int data, String sentence) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.ISO_8859_1);
    Files.write(
        file,
        ByteBuffer.allocate(8 + json.length + data)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .array());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Safetensors.read(file))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(sentence);
  }

  private void refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Safetensors.read(file))
        .withMessageStartingWith(file + ": ");
  }
}
