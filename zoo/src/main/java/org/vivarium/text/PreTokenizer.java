package org.vivarium.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/** Where normalised text is cut by rule, before the model sees it. */
sealed interface PreTokenizer
    permits ByteLevel,
        PreTokenizer.Bert,
        PreTokenizer.Chain,
        PreTokenizer.Digits,
        PreTokenizer.Metaspace,
        PreTokenizer.Punctuation,
        PreTokenizer.Split,
        PreTokenizer.Whitespace,
        PreTokenizer.WhitespaceSplit {
  PreTokenizer NONE = new Chain(List.of());

  /** Takes pieces in their order; {@code first} is the one that the whole text begins with. */
  @FunctionalInterface
  interface Sink {
    void accept(String piece, boolean first);
  }

  void cut(String text, boolean first, Sink out);

  JsonElement json();

  /** Words and runs of what is neither word nor space: {@code \w+|[^\w\s]+}. */
  record Whitespace() implements PreTokenizer {
    @Override
    public void cut(String text, boolean first, Sink out) {
      int length;
      int begin = 0;
      int kind = SPACE;
      for (int at = 0; at < text.length(); at += length) {
        int c = text.codePointAt(at);
        length = Character.charCount(c);
        int now = kind(c);
        if (now != kind) {
          if (kind != SPACE) {
            out.accept(text.substring(begin, at), first && begin == 0);
          }
          kind = now;
          begin = at;
        }
      }
      if (kind != SPACE) {
        out.accept(text.substring(begin), first && begin == 0);
      }
    }

    private static final int SPACE = 0;
    private static final int WORD = 1;
    private static final int OTHER = 2;

    private static int kind(int c) {
      return Characters.isWord(c) ? WORD : Characters.isSpace(c) ? SPACE : OTHER;
    }

    @Override
    public JsonElement json() {
      return Normalizer.typed("Whitespace");
    }
  }

  /** At spaces, and nowhere else. */
  record WhitespaceSplit() implements PreTokenizer {
    @Override
    public void cut(String text, boolean first, Sink out) {
      Cutting.REMOVED.cut(text, first, Characters::isSpace, out);
    }

    @Override
    public JsonElement json() {
      return Normalizer.typed("WhitespaceSplit");
    }
  }

  /** At spaces, each mark of punctuation by itself, as BERT does. */
  record Bert() implements PreTokenizer {
    @Override
    public void cut(String text, boolean first, Sink out) {
      Cutting.REMOVED.cut(
          text,
          first,
          Characters::isSpace,
          (word, one) -> Cutting.ISOLATED.cut(word, one, Characters::isPunctuation, out));
    }

    @Override
    public JsonElement json() {
      return Normalizer.typed("BertPreTokenizer");
    }
  }

  /**
   * Blanks become visible, and each begins a piece, as in SentencePiece (Kudo and Richardson 2018).
   *
   * @param blank what a blank becomes, one character
   * @param prepend whether every text begins with one: {@code always}, {@code first} (only the
   *     text's beginning) or {@code never}
   * @param split whether text is cut at all
   */
  record Metaspace(String blank, String prepend, boolean split) implements PreTokenizer {
    static Metaspace read(JsonPart part) {
      String fallback = part.flag("add_prefix_space", true) ? "always" : "never";
      String prepend = part.optionalText("prepend_scheme").orElse(fallback);
      if (!List.of("always", "first", "never").contains(prepend)) {
        throw new IllegalArgumentException(
            "'%s.prepend_scheme' is '%s'; there are always, first and never"
                .formatted(part.path(), prepend));
      }
      return new Metaspace(
          part.optionalText("replacement").orElse("\u2581"), prepend, part.flag("split", true));
    }

    @Override
    public void cut(String text, boolean first, Sink out) {
      String shown = text.replace(" ", blank);
      boolean wanted = prepend.equals("always") || (prepend.equals("first") && first);
      if (wanted && !shown.startsWith(blank)) {
        shown = blank + shown;
      }
      if (split) {
        Cutting.MERGED_WITH_NEXT.cut(shown, first, c -> c == blank.codePointAt(0), out);
      } else {
        out.accept(shown, first);
      }
    }

    @Override
    public JsonElement json() {
      JsonObject json = Normalizer.typed("Metaspace");
      json.addProperty("replacement", blank);
      json.addProperty("prepend_scheme", prepend);
      json.addProperty("split", split);
      return json;
    }
  }

  /** At what fits a pattern, or with {@code invert} at what does not. */
  record Split(TextPattern pattern, Cutting cutting, boolean invert) implements PreTokenizer {
    @Override
    public void cut(String text, boolean first, Sink out) {
      List<TextPattern.Span> spans = pattern.spans(text);
      if (invert) {
        spans =
            spans.stream()
                .map(span -> new TextPattern.Span(span.begin(), span.end(), !span.fits()))
                .toList();
      }
      cutting.cut(text, first, spans, out);
    }

    @Override
    public JsonElement json() {
      JsonObject json = Normalizer.typed("Split");
      json.add("pattern", pattern.json());
      json.addProperty("behavior", cutting.type());
      json.addProperty("invert", invert);
      return json;
    }
  }

  /** At punctuation. */
  record Punctuation(Cutting cutting) implements PreTokenizer {
    @Override
    public void cut(String text, boolean first, Sink out) {
      cutting.cut(text, first, Characters::isPunctuation, out);
    }

    @Override
    public JsonElement json() {
      JsonObject json = Normalizer.typed("Punctuation");
      json.addProperty("behavior", cutting.type());
      return json;
    }
  }

  /** Numbers by themselves, or each digit. */
  record Digits(boolean individual) implements PreTokenizer {
    @Override
    public void cut(String text, boolean first, Sink out) {
      Cutting cutting = individual ? Cutting.ISOLATED : Cutting.CONTIGUOUS;
      cutting.cut(text, first, Characters::isDigit, out);
    }

    @Override
    public JsonElement json() {
      JsonObject json = Normalizer.typed("Digits");
      json.addProperty("individual_digits", individual);
      return json;
    }
  }

  /** One after the other: each cuts what the one before left. */
  record Chain(List<PreTokenizer> steps) implements PreTokenizer {
    public Chain {
      steps = List.copyOf(steps);
    }

    @Override
    public void cut(String text, boolean first, Sink out) {
      cut(0, text, first, out);
    }

    private void cut(int step, String text, boolean first, Sink out) {
      if (step == steps.size()) {
        if (!text.isEmpty()) {
          out.accept(text, first);
        }
      } else {
        steps.get(step).cut(text, first, (piece, one) -> cut(step + 1, piece, one, out));
      }
    }

    @Override
    public JsonElement json() {
      return Normalizer.sequence("pretokenizers", steps.stream().map(PreTokenizer::json).toList());
    }
  }

  static PreTokenizer read(JsonPart part) {
    return switch (part.type()) {
      case "Whitespace" -> new Whitespace();
      case "WhitespaceSplit" -> new WhitespaceSplit();
      case "BertPreTokenizer" -> new Bert();
      case "ByteLevel" -> ByteLevel.read(part);
      case "Metaspace" -> Metaspace.read(part);
      case "Split" ->
          new Split(
              TextPattern.read(part.part("pattern")),
              Cutting.read(part, Cutting.ISOLATED),
              part.flag("invert", false));
      case "Punctuation" -> new Punctuation(Cutting.read(part, Cutting.ISOLATED));
      case "Digits" -> new Digits(part.flag("individual_digits", false));
      case "Sequence" ->
          new Chain(part.parts("pretokenizers").stream().map(PreTokenizer::read).toList());
      default ->
          throw part.unknownType(
              "Whitespace",
              "WhitespaceSplit",
              "BertPreTokenizer",
              "ByteLevel",
              "Metaspace",
              "Split",
              "Punctuation",
              "Digits",
              "Sequence");
    };
  }
}
