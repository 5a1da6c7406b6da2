package org.vivarium.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** What is done to text before it is cut. */
sealed interface Normalizer {
  String apply(String text);

  /** Whether a text still begins where it did; what then begins later is not the first piece. */
  default boolean keepsBeginning(String text) {
    return true;
  }

  JsonElement json();

  /** A Unicode normal form. */
  record Form(java.text.Normalizer.Form form) implements Normalizer {
    @Override
    public String apply(String text) {
      return Characters.normalize(text, form);
    }

    @Override
    public JsonElement json() {
      return typed(form.name());
    }
  }

  /** Capitals made small, each by itself. */
  record Lowercase() implements Normalizer {
    @Override
    public String apply(String text) {
      StringBuilder small = new StringBuilder(text.length());
      text.codePoints().forEach(c -> Characters.appendLowerCase(c, small));
      return small.toString();
    }

    @Override
    public JsonElement json() {
      return typed("Lowercase");
    }
  }

  /** Without marks that combine with the letter before them. */
  record StripAccents() implements Normalizer {
    @Override
    public String apply(String text) {
      return without(text, Characters::isMark);
    }

    @Override
    public JsonElement json() {
      return typed("StripAccents");
    }
  }

  /**
   * What BERT does (Devlin et al. 2018).
   *
   * @param cleanText control characters go, and every space is a blank
   * @param chinese blanks around each Chinese character
   * @param stripAccents where not said, as {@code lowercase}
   */
  record Bert(boolean cleanText, boolean chinese, Optional<Boolean> stripAccents, boolean lowercase)
      implements Normalizer {

    static Bert read(JsonPart part) {
      return new Bert(
          part.flag("clean_text", true),
          part.flag("handle_chinese_chars", true),
          part.has("strip_accents")
              ? Optional.of(part.flag("strip_accents", false))
              : Optional.empty(),
          part.flag("lowercase", true));
    }

    @Override
    public String apply(String text) {
      if (cleanText) {
        text = clean(text);
      }
      if (chinese) {
        text = apart(text);
      }
      if (stripAccents.orElse(lowercase)) {
        String decomposed = Characters.normalize(text, java.text.Normalizer.Form.NFD);
        text = without(decomposed, Characters::isNonspacing);
      }
      return lowercase ? new Lowercase().apply(text) : text;
    }

    private static String clean(String text) {
      StringBuilder clean = new StringBuilder(text.length());
      text.codePoints()
          .filter(c -> !Characters.isControl(c))
          .map(c -> Characters.isBlank(c) ? ' ' : c)
          .forEach(clean::appendCodePoint);
      return clean.toString();
    }

    private static String apart(String text) {
      StringBuilder apart = new StringBuilder(text.length());
      text.codePoints()
          .forEach(
              c -> {
                if (Characters.isChinese(c)) {
                  apart.append(' ').appendCodePoint(c).append(' ');
                } else {
                  apart.appendCodePoint(c);
                }
              });
      return apart.toString();
    }

    @Override
    public JsonElement json() {
      JsonObject json = typed("BertNormalizer");
      json.addProperty("clean_text", cleanText);
      json.addProperty("handle_chinese_chars", chinese);
      json.addProperty("strip_accents", stripAccents.orElse(null));
      json.addProperty("lowercase", lowercase);
      return json;
    }
  }

  /** Each place that fits a pattern, by a text. */
  record Replace(TextPattern pattern, String content) implements Normalizer {
    @Override
    public String apply(String text) {
      return pattern.replace(text, content);
    }

    @Override
    public JsonElement json() {
      JsonObject json = typed("Replace");
      json.add("pattern", pattern.json());
      json.addProperty("content", content);
      return json;
    }
  }

  /** A text before any that is not empty. */
  record Prepend(String prefix) implements Normalizer {
    @Override
    public String apply(String text) {
      return text.isEmpty() ? text : prefix + text;
    }

    @Override
    public JsonElement json() {
      JsonObject json = typed("Prepend");
      json.addProperty("prepend", prefix);
      return json;
    }
  }

  /** Without the spaces at the ends. */
  record Strip(boolean left, boolean right) implements Normalizer {
    @Override
    public String apply(String text) {
      int begin = 0;
      int end = text.length();
      while (left && begin < end && Characters.isSpace(text.charAt(begin))) {
        begin++;
      }
      while (right && begin < end && Characters.isSpace(text.charAt(end - 1))) {
        end--;
      }
      return text.substring(begin, end);
    }

    @Override
    public boolean keepsBeginning(String text) {
      return !left || text.isEmpty() || !Characters.isSpace(text.charAt(0));
    }

    @Override
    public JsonElement json() {
      JsonObject json = typed("Strip");
      json.addProperty("strip_left", left);
      json.addProperty("strip_right", right);
      return json;
    }
  }

  /** One after the other. */
  record Chain(List<Normalizer> steps) implements Normalizer {
    public Chain {
      steps = List.copyOf(steps);
    }

    @Override
    public String apply(String text) {
      for (Normalizer step : steps) {
        text = step.apply(text);
      }
      return text;
    }

    @Override
    public boolean keepsBeginning(String text) {
      for (Normalizer step : steps) {
        if (!step.keepsBeginning(text)) {
          return false;
        }
        text = step.apply(text);
      }
      return true;
    }

    @Override
    public JsonElement json() {
      return sequence("normalizers", steps.stream().map(Normalizer::json).toList());
    }
  }

  static Normalizer none() {
    return new Chain(List.of());
  }

  static Normalizer read(JsonPart part) {
    return switch (part.type()) {
      case "NFC", "NFD", "NFKC", "NFKD" -> new Form(java.text.Normalizer.Form.valueOf(part.type()));
      case "Lowercase" -> new Lowercase();
      case "StripAccents" -> new StripAccents();
      case "BertNormalizer" -> Bert.read(part);
      case "Replace" -> new Replace(TextPattern.read(part.part("pattern")), part.text("content"));
      case "Prepend" -> new Prepend(part.text("prepend"));
      case "Strip" -> new Strip(part.flag("strip_left", true), part.flag("strip_right", true));
      case "Sequence" ->
          new Chain(part.parts("normalizers").stream().map(Normalizer::read).toList());
      default ->
          throw part.unknownType(
              "NFC",
              "NFD",
              "NFKC",
              "NFKD",
              "Lowercase",
              "StripAccents",
              "BertNormalizer",
              "Replace",
              "Prepend",
              "Strip",
              "Sequence");
    };
  }

  static JsonObject typed(String type) {
    JsonObject json = new JsonObject();
    json.addProperty("type", type);
    return json;
  }

  /** Nothing, the only one, or all under a name. */
  static JsonElement sequence(String name, List<JsonElement> steps) {
    if (steps.size() < 2) {
      return steps.isEmpty() ? JsonNull.INSTANCE : steps.get(0);
    }
    JsonArray all = new JsonArray();
    steps.forEach(all::add);
    JsonObject json = typed("Sequence");
    json.add(name, all);
    return json;
  }

  private static String without(String text, IntPredicate gone) {
    StringBuilder left = new StringBuilder(text.length());
    text.codePoints().filter(gone.negate()).forEach(left::appendCodePoint);
    return left.toString();
  }
}
