package org.vivarium.text;

import com.google.gson.JsonObject;

/**
 * A token that is found in text before the model sees it.
 *
 * @param id its number, the model's where the model knows it too
 * @param content as it stands in text
 * @param singleWord not found inside a word
 * @param lstrip swallows the space before it
 * @param rstrip swallows the space after it
 * @param normalized looked for after normalisation, in its own normalised form
 * @param special left out of decoded text where that is asked for
 */
record AddedToken(
    int id,
    String content,
    boolean singleWord,
    boolean lstrip,
    boolean rstrip,
    boolean normalized,
    boolean special) {

  static AddedToken special(int id, String content) {
    return new AddedToken(id, content, false, false, false, false, true);
  }

  static AddedToken read(JsonPart part) {
    boolean special = part.flag("special", false);
    return new AddedToken(
        part.integer("id"),
        part.text("content"),
        part.flag("single_word", false),
        part.flag("lstrip", false),
        part.flag("rstrip", false),
        part.flag("normalized", !special),
        special);
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("content", content);
    json.addProperty("single_word", singleWord);
    json.addProperty("lstrip", lstrip);
    json.addProperty("rstrip", rstrip);
    json.addProperty("normalized", normalized);
    json.addProperty("special", special);
    return json;
  }
}
