package org.vivarium.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON at the head of a safetensors file. What is wrong with it is an {@link
 * IllegalArgumentException} without the file's name, which the caller adds.
 */
record Header(Map<String, String> metadata, Map<String, Tensor> tensors) {
  private static final String METADATA = "__metadata__";

  /** Where one tensor lies: bytes {@code begin} to {@code end} of the data behind the header. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Tensor(Dtype dtype, long[] shape, long begin, long end) {}

  /** Reads and checks a header: its tensors fill {@code length} bytes of data exactly. */
  static Header parse(byte[] json, long length) {
    if (json.length == 0 || json[0] != '{') {
      throw new IllegalArgumentException("the header is not a JSON object; it must begin with '{'");
    }
    // a new decoder reports what is not UTF-8 instead of replacing it
    JsonReader in =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder()));
    in.setStrictness(Strictness.STRICT);
    Map<String, String> metadata = null;
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try {
      in.beginObject();
      while (in.hasNext()) {
        String name = in.nextName();
        if (name.equals(METADATA)) {
          once(metadata == null, METADATA);
          metadata = metadata(in);
        } else {
          once(!tensors.containsKey(name), name);
          tensors.put(name, tensor(in, name, length));
        }
      }
      in.endObject();
      if (in.peek() != JsonToken.END_DOCUMENT) { // blanks may follow
        throw new IllegalStateException("more than one object");
      }
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the header is not UTF-8 text", e);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "the header is not the JSON of a safetensors file at " + in.getPath(), e);
    }
    checkFilled(tensors, length);
    return new Header(metadata == null ? Map.of() : metadata, tensors);
  }

  /** The header of a file that holds such arrays as float32, one after the other. */
  static byte[] of(Map<String, long[]> shapes, Map<String, String> metadata) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter out = new JsonWriter(text)) {
      out.beginObject();
      if (!metadata.isEmpty()) {
        out.name(METADATA).beginObject();
        for (var entry : metadata.entrySet()) {
          out.name(entry.getKey()).value(entry.getValue());
        }
        out.endObject();
      }
      long begin = 0;
      for (var entry : shapes.entrySet()) {
        if (entry.getKey().equals(METADATA)) {
          throw new IllegalArgumentException(
              "no tensor can be named '" + METADATA + "': the format keeps its metadata there");
        }
        long end = begin + Float.BYTES * Stored.elements(entry.getValue());
        out.name(entry.getKey()).beginObject().name("dtype").value("F32");
        out.name("shape").beginArray();
        for (long n : entry.getValue()) {
          out.value(n);
        }
        out.endArray();
        out.name("data_offsets").beginArray().value(begin).value(end).endArray();
        out.endObject();
        begin = end;
      }
      out.endObject();
    }
    return padded(text.toString());
  }

  // the data must begin at a multiple of 8 bytes, and the 8 bytes of the length stand before it
  private static byte[] padded(String text) {
    try {
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[utf8.remaining() + 7 & ~7];
      Arrays.fill(bytes, (byte) ' ');
      utf8.get(bytes, 0, utf8.remaining());
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a name or the metadata is not valid Unicode text", e);
    }
  }

  private static Map<String, String> metadata(JsonReader in) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    in.beginObject();
    while (in.hasNext()) {
      String key = in.nextName();
      if (in.peek() != JsonToken.STRING) {
        throw new IllegalArgumentException(
            "the metadata '" + key + "' is not a string; the format has only strings there");
      }
      once(metadata.put(key, in.nextString()) == null, METADATA + "." + key);
    }
    in.endObject();
    return metadata;
  }

  private static Tensor tensor(JsonReader in, String name, long length) throws IOException {
    String dtype = null;
    List<Long> shape = null;
    List<Long> span = null;
    in.beginObject();
    while (in.hasNext()) {
      String key = in.nextName();
      switch (key) {
        case "dtype" -> {
          once(dtype == null, name + "." + key);
          dtype = in.nextString();
        }
        case "shape" -> {
          once(shape == null, name + "." + key);
          shape = numbers(in, Stored.MAX_RANK);
        }
        case "data_offsets" -> {
          once(span == null, name + "." + key);
          span = numbers(in, 2);
        }
        default -> in.skipValue();
      }
    }
    in.endObject();
    if (dtype == null || shape == null || span == null || span.size() != 2) {
      throw bad(name, "lacks its dtype, its shape or its two data_offsets");
    }
    return checked(name, dtype, shape, span.get(0), span.get(1), length);
  }

  private static List<Long> numbers(JsonReader in, int most) throws IOException {
    List<Long> numbers = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      if (in.peek() != JsonToken.NUMBER || numbers.size() == most) {
        throw new IllegalStateException("not a list of at most " + most + " numbers");
      }
      numbers.add(Long.parseLong(in.nextString()));
    }
    in.endArray();
    return numbers;
  }

  private static Tensor checked(
      String name, String type, List<Long> shape, long begin, long end, long length) {
    Dtype dtype =
        Arrays.stream(Dtype.values())
            .filter(d -> d.name().equals(type))
            .findFirst()
            .orElseThrow(
                () ->
                    bad(
                        name,
                        "has the dtype '" + type + "'; readable are " + List.of(Dtype.values())));
    long size = dtype.size;
    for (long n : shape) {
      if (n < 0) {
        throw bad(name, "has the shape " + shape + "; no axis can be negative");
      }
      try {
        size = Math.multiplyExact(size, n);
      } catch (ArithmeticException e) {
        throw bad(name, "has the shape " + shape + ", which no file can hold");
      }
    }
    if (begin < 0 || begin > end) {
      throw bad(name, "lies at the bytes " + begin + " to " + end + ", which is no place");
    }
    if (end > length) {
      throw bad(
          name, "ends at byte " + end + " of the data, which has " + length + ": it was cut off");
    }
    if (end - begin != size) {
      throw bad(
          name, "is " + type + " " + shape + ", " + size + " bytes, but has " + (end - begin));
    }
    if (size / dtype.size > Stored.MAX_ELEMENTS) {
      throw bad(
          name, "has " + size / dtype.size + " elements; one array holds " + Stored.MAX_ELEMENTS);
    }
    return new Tensor(dtype, shape.stream().mapToLong(n -> n).toArray(), begin, end);
  }

  private static void checkFilled(Map<String, Tensor> tensors, long length) {
    List<Map.Entry<String, Tensor>> sorted = new ArrayList<>(tensors.entrySet());
    sorted.sort(
        Comparator.<Map.Entry<String, Tensor>>comparingLong(e -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    String before = "the header";
    long end = 0;
    for (var entry : sorted) {
      Tensor tensor = entry.getValue();
      if (tensor.begin() < end) {
        throw bad(entry.getKey(), "overlaps " + before);
      }
      if (tensor.begin() > end) {
        throw bad(
            entry.getKey(),
            "leaves a hole of " + (tensor.begin() - end) + " bytes after " + before);
      }
      before = "'" + entry.getKey() + "'";
      end = tensor.end();
    }
    if (end < length) {
      throw new IllegalArgumentException(
          (length - end) + " bytes follow " + before + " that belong to no tensor");
    }
  }

  private static void once(boolean first, String name) {
    if (!first) {
      throw new IllegalArgumentException("'" + name + "' stands twice in the header");
    }
  }

  private static IllegalArgumentException bad(String name, String what) {
    return new IllegalArgumentException("tensor '" + name + "' " + what);
  }
}
