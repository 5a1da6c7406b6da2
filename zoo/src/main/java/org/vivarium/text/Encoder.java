package org.vivarium.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A {@code tokenizer.json} in use: texts to the ids of tokens and back, by Hugging Face's library.
 * No special tokens are added, and nothing is cut or padded. It needs {@code
 * ai.djl.huggingface:tokenizers} on the class path.
 */
public final class Encoder implements AutoCloseable {
  private static final int AT_ONCE = 4096;
  // lengths are the app's matter; without these the library cuts at 512 tokens
  private static final Map<String, String> AS_IT_IS =
      Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");

  private final HuggingFaceTokenizer library;
  private final Map<String, Integer> ids;
  private final int size;

  private Encoder(HuggingFaceTokenizer library, Map<String, Integer> ids) {
    this.library = library;
    this.ids = ids;
    this.size = 1 + ids.values().stream().mapToInt(id -> id).max().orElse(-1);
  }

  /**
   * Opens a file in Hugging Face's format, of any type that the library knows.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Encoder open(Path file) throws IOException {
    return of("'" + file + "'", TextFiles.read(file));
  }

  /** As {@link #open}, from what the file says. */
  public static Encoder of(String json) throws IOException {
    return of("this", json);
  }

  private static Encoder of(String name, String json) throws IOException {
    Map<String, Integer> ids = ids(name, json);
    // no look for a GPU's flavour of the library, and nothing from the network
    setUnlessSet("RUST_FLAVOR", "cpu");
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("OPT_OUT_TRACKING", "true");
    try (InputStream in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))) {
      return new Encoder(HuggingFaceTokenizer.newInstance(in, AS_IT_IS), ids);
    } catch (RuntimeException e) { // what the library throws, whatever is wrong
      throw new IllegalArgumentException(
          name + " is no tokenizer that can be used: " + e.getMessage(), e);
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** The tokens of a text. */
  public int[] encode(String text) {
    return ints(library.encode(text, false, false));
  }

  /** The tokens of many texts, on all cores. */
  public int[][] encode(List<String> texts) {
    int[][] tokens = new int[texts.size()][];
    for (int from = 0; from < tokens.length; from += AT_ONCE) {
      int to = Math.min(tokens.length, from + AT_ONCE);
      Encoding[] some = library.batchEncode(texts.subList(from, to), false, false);
      for (int i = 0; i < some.length; i++) {
        tokens[from + i] = ints(some[i]);
      }
    }
    return tokens;
  }

  /** The tokens of a text as they are written in the vocabulary. */
  public List<String> tokens(String text) {
    return Arrays.asList(library.encode(text, false, false).getTokens());
  }

  /** The text of tokens; special ones are written out. */
  public String decode(int[] tokens) {
    return library.decode(Arrays.stream(tokens).asLongStream().toArray(), false);
  }

  /** One more than the largest id: as many rows as an embedding needs. */
  public int size() {
    return size;
  }

  /** The id of a token, as it is written in the vocabulary. */
  public OptionalInt id(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The tokens by id, as they are written in the vocabulary; "" where an id has none. */
  public List<String> vocabulary() {
    String[] tokens = new String[size];
    Arrays.fill(tokens, "");
    ids.forEach((token, id) -> tokens[id] = token);
    return Arrays.asList(tokens);
  }

  @Override
  public void close() {
    library.close();
  }

  private static int[] ints(Encoding encoding) {
    return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
  }

  private static Map<String, Integer> ids(String name, String json) {
    try {
      JsonObject root = JsonParser.parseString(json).getAsJsonObject();
      Map<String, Integer> ids = new HashMap<>();
      JsonElement vocabulary = root.getAsJsonObject("model").get("vocab");
      if (vocabulary.isJsonArray()) { // pieces with their scores
        int id = 0;
        for (JsonElement piece : vocabulary.getAsJsonArray()) {
          ids.put(piece.getAsJsonArray().get(0).getAsString(), id++);
        }
      } else {
        vocabulary.getAsJsonObject().asMap().forEach((t, id) -> ids.put(t, id.getAsInt()));
      }
      for (JsonElement added : added(root)) {
        JsonObject token = added.getAsJsonObject();
        ids.put(token.get("content").getAsString(), token.get("id").getAsInt());
      }
      return ids;
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      throw new IllegalArgumentException(
          name + " is no tokenizer.json: it is cut short, or of another kind", e);
    }
  }

  private static List<JsonElement> added(JsonObject root) {
    JsonElement added = root.get("added_tokens");
    return added instanceof JsonArray array ? array.asList() : new ArrayList<>();
  }
}
