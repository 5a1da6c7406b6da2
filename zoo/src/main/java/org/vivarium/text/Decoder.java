package org.vivarium.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** How tokens become text again. */
sealed interface Decoder {
  /** The text that each token stands for; joined, they are the whole. */
  List<String> apply(List<String> tokens);

  JsonElement json();

  /** A blank between any two tokens: what is done where a file has no decoder. */
  record Blanks() implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      return List.of(String.join(" ", tokens));
    }

    @Override
    public JsonElement json() {
      return JsonNull.INSTANCE;
    }
  }

  /** Nothing between them. */
  record Fuse() implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      return List.of(String.join("", tokens));
    }

    @Override
    public JsonElement json() {
      return Normalizer.typed("Fuse");
    }
  }

  /** Characters as {@link ByteLevel} shows bytes are bytes again; what is no UTF-8 is U+FFFD. */
  record Bytes() implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (String token : tokens) {
        if (token.chars().allMatch(c -> ByteLevel.byteOf((char) c) >= 0)) {
          token.chars().forEach(c -> bytes.write(ByteLevel.byteOf((char) c)));
        } else {
          bytes.writeBytes(token.getBytes(StandardCharsets.UTF_8));
        }
      }
      return List.of(bytes.toString(StandardCharsets.UTF_8));
    }

    @Override
    public JsonElement json() {
      return new ByteLevel(true, true, true).json(); // the library asks for all three
    }
  }

  /** A blank before each token without the prefix; with {@code cleanup}, none before full stops. */
  record WordPiece(String prefix, boolean cleanup) implements Decoder {
    // the library's list, in its order
    private static final List<String> TIDY =
        List.of(
            " .", ".", " ?", "?", " !", "!", " ,", ",", " ' ", "'", " n't", "n't", " 'm", "'m",
            " do not", " don't", " 's", "'s", " 've", "'ve", " 're", "'re");

    @Override
    public List<String> apply(List<String> tokens) {
      return IntStream.range(0, tokens.size()).mapToObj(i -> text(i, tokens.get(i))).toList();
    }

    private String text(int i, String token) {
      String text = token;
      if (i > 0) {
        text = token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
      }
      for (int t = 0; cleanup && t < TIDY.size(); t += 2) {
        text = text.replace(TIDY.get(t), TIDY.get(t + 1));
      }
      return text;
    }

    @Override
    public JsonElement json() {
      JsonObject json = Normalizer.typed("WordPiece");
      json.addProperty("prefix", prefix);
      json.addProperty("cleanup", cleanup);
      return json;
    }
  }

  /** Shown blanks are blanks again; the one that was put first goes. */
  record Metaspace(PreTokenizer.Metaspace shown) implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      String first = shown.prepend().equals("never") ? " " : "";
      return IntStream.range(0, tokens.size())
          .mapToObj(i -> tokens.get(i).replace(shown.blank(), i == 0 ? first : " "))
          .toList();
    }

    @Override
    public JsonElement json() {
      return shown.json();
    }
  }

  /** Each token by itself. */
  record Each(JsonElement json, UnaryOperator<String> change) implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      return tokens.stream().map(change).toList();
    }
  }

  /** The end of a word becomes a blank, but for the last word's. */
  record Suffix(String suffix) implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      int last = tokens.size() - 1;
      return IntStream.rangeClosed(0, last)
          .mapToObj(i -> tokens.get(i).replace(suffix, i == last ? "" : " "))
          .toList();
    }

    @Override
    public JsonElement json() {
      JsonObject json = Normalizer.typed("BPEDecoder");
      json.addProperty("suffix", suffix);
      return json;
    }
  }

  /** Tokens {@code <0xE2>} are bytes; a run of them that is no UTF-8 is U+FFFD for each. */
  record ByteFallback() implements Decoder {
    @Override
    public List<String> apply(List<String> tokens) {
      List<String> texts = new ArrayList<>();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (String token : tokens) {
        if (token.matches("<0x[0-9A-Fa-f]{2}>")) {
          bytes.write(Integer.parseInt(token.substring(3, 5), 16));
        } else {
          flush(bytes, texts);
          texts.add(token);
        }
      }
      flush(bytes, texts);
      return texts;
    }

    private static void flush(ByteArrayOutputStream bytes, List<String> texts) {
      try {
        ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
        texts.add(StandardCharsets.UTF_8.newDecoder().decode(all).toString());
      } catch (CharacterCodingException e) {
        texts.add("\uFFFD".repeat(bytes.size()));
      }
      bytes.reset();
    }

    @Override
    public JsonElement json() {
      return Normalizer.typed("ByteFallback");
    }
  }

  /** One after the other. */
  record Chain(List<Decoder> steps) implements Decoder {
    public Chain {
      steps = List.copyOf(steps);
    }

    @Override
    public List<String> apply(List<String> tokens) {
      for (Decoder step : steps) {
        tokens = step.apply(tokens);
      }
      return tokens;
    }

    @Override
    public JsonElement json() {
      return Normalizer.sequence("decoders", steps.stream().map(Decoder::json).toList());
    }
  }

  static Decoder read(JsonPart part) {
    return switch (part.type()) {
      case "ByteLevel" -> new Bytes();
      case "WordPiece" ->
          new WordPiece(part.optionalText("prefix").orElse("##"), part.flag("cleanup", true));
      case "Metaspace" -> new Metaspace(PreTokenizer.Metaspace.read(part));
      case "Fuse" -> new Fuse();
      case "BPEDecoder" -> new Suffix(part.text("suffix"));
      case "ByteFallback" -> new ByteFallback();
      case "Replace" -> {
        TextPattern pattern = TextPattern.read(part.part("pattern"));
        String content = part.text("content");
        yield new Each(part.json(), token -> pattern.replace(token, content));
      }
      case "Strip" -> {
        String content = part.text("content");
        int start = part.integer("start");
        int stop = part.integer("stop");
        yield new Each(part.json(), token -> strip(token, content, start, stop));
      }
      case "Sequence" -> new Chain(part.parts("decoders").stream().map(Decoder::read).toList());
      default ->
          throw part.unknownType(
              "ByteLevel",
              "WordPiece",
              "Metaspace",
              "Fuse",
              "BPEDecoder",
              "ByteFallback",
              "Replace",
              "Strip",
              "Sequence");
    };
  }

  private static String strip(String token, String content, int start, int stop) {
    int begin = 0;
    int end = token.length();
    while (begin < start && token.startsWith(content, begin)) {
      begin++;
    }
    for (int i = 0; i < stop && end > begin && token.startsWith(content, end - 1); i++) {
      end--;
    }
    return token.substring(begin, end);
  }
}
