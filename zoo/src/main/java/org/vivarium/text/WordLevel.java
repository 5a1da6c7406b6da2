package org.vivarium.text;

import com.google.gson.JsonObject;

/** Each piece is a token, or else the unknown one. */
record WordLevel(Vocabulary vocabulary, String unknown) implements Model {
  static WordLevel read(JsonPart part) {
    return new WordLevel(
        Model.readVocabulary(part), part.optionalText("unk_token").orElse("<unk>"));
  }

  @Override
  public void encode(String piece, Ids ids) {
    int id = vocabulary.id(piece);
    if (id < 0) {
      id = vocabulary.id(unknown);
    }
    if (id < 0) {
      throw Model.noUnknown(piece, unknown);
    }
    ids.add(id);
  }

  @Override
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("type", "WordLevel");
    json.add("vocab", vocabulary.json());
    json.addProperty("unk_token", unknown);
    return json;
  }
}
