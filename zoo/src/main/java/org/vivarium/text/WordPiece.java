package org.vivarium.text;

import com.google.gson.JsonObject;

/**
 * The longest token that a word begins with, then the longest that its rest begins with, and so on
 * (Wu et al. 2016); a word that cannot be cut so is the unknown token whole.
 *
 * @param prefix marks a token that begins no word
 * @param longest words of more characters are unknown
 */
record WordPiece(Vocabulary vocabulary, String unknown, String prefix, int longest)
    implements Model {

  static WordPiece read(JsonPart part) {
    return new WordPiece(
        Model.readVocabulary(part),
        part.optionalText("unk_token").orElse("[UNK]"),
        part.optionalText("continuing_subword_prefix").orElse("##"),
        part.integer("max_input_chars_per_word", 100));
  }

  @Override
  public void encode(String piece, Ids ids) {
    int before = ids.size();
    boolean known = piece.codePointCount(0, piece.length()) <= longest;
    for (int begin = 0; known && begin < piece.length(); ) {
      int end = piece.length();
      int id = -1;
      while (end > begin && id < 0) {
        String part = piece.substring(begin, end);
        id = vocabulary.id(begin > 0 ? prefix + part : part);
        if (id < 0) {
          end = piece.offsetByCodePoints(end, -1);
        }
      }
      known = id >= 0;
      ids.add(id);
      begin = end;
    }
    if (!known) {
      ids.cutTo(before);
      int id = vocabulary.id(unknown);
      if (id < 0) {
        throw Model.noUnknown(piece, unknown);
      }
      ids.add(id);
    }
  }

  @Override
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("type", "WordPiece");
    json.addProperty("unk_token", unknown);
    json.addProperty("continuing_subword_prefix", prefix);
    json.addProperty("max_input_chars_per_word", longest);
    json.add("vocab", vocabulary.json());
    return json;
  }
}
