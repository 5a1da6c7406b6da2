package org.vivarium.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * How long texts are cut.
 *
 * @param length the most tokens, special ones included
 * @param left whether the beginning goes, not the end
 * @param stride kept for the library, which can give the rest as further texts
 * @param strategy kept for the library: which of two texts is cut
 */
public record Truncation(int length, boolean left, int stride, String strategy) {
  public Truncation {
    if (length < 1) {
      throw new IllegalArgumentException(
          "truncation to " + length + " tokens; it must be at least 1");
    }
  }

  /** At the end, to so many tokens. */
  public static Truncation to(int length) {
    return new Truncation(length, false, 0, "LongestFirst");
  }

  static Truncation read(JsonPart part) {
    return new Truncation(
        part.integer("max_length"),
        part.optionalText("direction").orElse("Right").equals("Left"),
        part.integer("stride", 0),
        part.optionalText("strategy").orElse("LongestFirst"));
  }

  JsonElement json() {
    JsonObject json = new JsonObject();
    json.addProperty("direction", left ? "Left" : "Right");
    json.addProperty("max_length", length);
    json.addProperty("strategy", strategy);
    json.addProperty("stride", stride);
    return json;
  }
}
