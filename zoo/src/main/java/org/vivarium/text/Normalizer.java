package org.vivarium.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;

/** What is done to text before it is cut. */
sealed interface Normalizer {
  Normalizer NONE = new Chain(List.of());

  String apply(String text);

  JsonElement json();

  /** A Unicode normal form. */
  record Form(java.text.Normalizer.Form form) implements Normalizer {
    @Override
    public String apply(String text) {
      return java.text.Normalizer.normalize(text, form);
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
    public JsonElement json() {
      if (steps.isEmpty()) {
        return JsonNull.INSTANCE;
      }
      if (steps.size() == 1) {
        return steps.get(0).json();
      }
      JsonArray all = new JsonArray();
      steps.forEach(step -> all.add(step.json()));
      JsonObject json = typed("Sequence");
      json.add("normalizers", all);
      return json;
    }
  }

  static Normalizer read(JsonPart part) {
    return switch (part.type()) {
      case "NFC", "NFD", "NFKC", "NFKD" -> new Form(java.text.Normalizer.Form.valueOf(part.type()));
      case "Lowercase" -> new Lowercase();
      case "StripAccents" -> new StripAccents();
      case "Sequence" ->
          new Chain(part.parts("normalizers").stream().map(Normalizer::read).toList());
      default ->
          throw part.unknownType(
              "NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "Sequence");
    };
  }

  static JsonObject typed(String type) {
    JsonObject json = new JsonObject();
    json.addProperty("type", type);
    return json;
  }

  static String without(String text, java.util.function.IntPredicate gone) {
    StringBuilder left = new StringBuilder(text.length());
    text.codePoints().filter(gone.negate()).forEach(left::appendCodePoint);
    return left.toString();
  }
}
