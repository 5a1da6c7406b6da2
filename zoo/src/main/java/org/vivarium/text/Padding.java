package org.vivarium.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.OptionalInt;

/**
 * How the texts of a batch are brought to one length.
 *
 * @param length that length; empty for that of the batch's longest text
 * @param multiple the length is rounded up to a multiple of it
 * @param left whether the padding stands before the text
 * @param id the token
 * @param type its type
 * @param token as it stands in the vocabulary
 */
public record Padding(
    OptionalInt length, int multiple, boolean left, int id, int type, String token) {
  public Padding {
    if (multiple < 1 || length.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "padding to %s, a multiple of %d; both must be at least 1".formatted(length, multiple));
    }
  }

  /** To the length of the batch's longest text, after it. */
  public static Padding toLongest(int id, String token) {
    return new Padding(OptionalInt.empty(), 1, false, id, 0, token);
  }

  public Padding length(int length) {
    return new Padding(OptionalInt.of(length), multiple, left, id, type, token);
  }

  static Padding read(JsonPart part) {
    JsonElement strategy = part.json().get("strategy");
    boolean fixed = strategy != null && strategy.isJsonObject();
    return new Padding(
        fixed ? OptionalInt.of(part.part("strategy").integer("Fixed")) : OptionalInt.empty(),
        Math.max(1, part.integer("pad_to_multiple_of", 1)),
        part.optionalText("direction").orElse("Right").equals("Left"),
        part.integer("pad_id", 0),
        part.integer("pad_type_id", 0),
        part.optionalText("pad_token").orElse("[PAD]"));
  }

  JsonElement json() {
    JsonObject json = new JsonObject();
    if (length.isPresent()) {
      JsonObject fixed = new JsonObject();
      fixed.addProperty("Fixed", length.getAsInt());
      json.add("strategy", fixed);
    } else {
      json.add("strategy", new JsonPrimitive("BatchLongest"));
    }
    json.addProperty("direction", left ? "Left" : "Right");
    json.addProperty("pad_to_multiple_of", multiple == 1 ? null : multiple);
    json.addProperty("pad_id", id);
    json.addProperty("pad_type_id", type);
    json.addProperty("pad_token", token);
    return json;
  }

  /** The length for a batch whose longest text has this many tokens. */
  int lengthFor(int longest) {
    int wanted = length.orElse(longest);
    return (wanted + multiple - 1) / multiple * multiple;
  }
}
