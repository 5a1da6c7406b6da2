package org.vivarium.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.List;

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

  static Decoder read(JsonPart part) {
    return switch (part.type()) {
      case "Fuse" -> new Fuse();
      default -> throw part.unknownType("Fuse");
    };
  }
}
