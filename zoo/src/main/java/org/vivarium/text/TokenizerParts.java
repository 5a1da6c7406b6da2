package org.vivarium.text;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a tokenizer is made of, in the order of a {@code tokenizer.json}. */
record TokenizerParts(
    AddedTokens added,
    Normalizer normalizer,
    PreTokenizer preTokenizer,
    Decoder decoder,
    Model model) {

  static TokenizerParts parse(String text) {
    JsonElement json;
    try {
      json = JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("is no JSON, or is cut short: " + e.getMessage(), e);
    }
    if (!json.isJsonObject() || !json.getAsJsonObject().has("model")) {
      throw new IllegalArgumentException("holds no 'model'; it is no tokenizer of Hugging Face");
    }
    return read(new JsonPart("", json.getAsJsonObject()));
  }

  private static TokenizerParts read(JsonPart file) {
    Normalizer normalizer =
        file.optionalPart("normalizer").map(Normalizer::read).orElse(Normalizer.NONE);
    Model model = Model.read(file.part("model"));
    List<AddedToken> added = new ArrayList<>();
    for (JsonPart part : file.parts("added_tokens")) {
      AddedToken token = AddedToken.read(part);
      int id = model.vocabulary().id(token.content());
      if (id >= 0 && id != token.id()) {
        throw new IllegalArgumentException(
            "'%s' gives '%s' the id %d; the model has %d"
                .formatted(part.path(), token.content(), token.id(), id));
      }
      added.add(token);
    }
    return new TokenizerParts(
        new AddedTokens(added, normalizer),
        normalizer,
        file.optionalPart("pre_tokenizer").map(PreTokenizer::read).orElse(PreTokenizer.NONE),
        file.optionalPart("decoder").map(Decoder::read).orElse(new Decoder.Blanks()),
        model);
  }

  String json() {
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("truncation", null);
    json.add("padding", null);
    json.add("added_tokens", added.json());
    json.add("normalizer", normalizer.json());
    json.add("pre_tokenizer", preTokenizer.json());
    json.add("post_processor", null);
    json.add("decoder", decoder.json());
    json.add("model", model.json());
    return new GsonBuilder()
        .serializeNulls()
        .disableHtmlEscaping()
        .setPrettyPrinting()
        .create()
        .toJson(json);
  }

  int[] encode(String text) {
    Ids ids = new Ids();
    added.split(
        Characters.wellFormed(text),
        new AddedTokens.Parts() {
          @Override
          public void text(String part, boolean first) {
            preTokenizer.cut(part, first, (piece, one) -> model.encode(piece, ids));
          }

          @Override
          public void token(int id) {
            ids.add(id);
          }
        });
    return ids.toArray();
  }

  /** The token of an id, or null. */
  String token(int id) {
    AddedToken token = added.token(id);
    return token != null ? token.content() : model.vocabulary().token(id);
  }

  Optional<Integer> id(String token) {
    AddedToken known = added.token(token);
    int id = known != null ? known.id() : model.vocabulary().id(token);
    return id < 0 ? Optional.empty() : Optional.of(id);
  }

  /** One more than the largest id. */
  int size() {
    int largest = added.all().stream().mapToInt(AddedToken::id).max().orElse(-1);
    return Math.max(model.vocabulary().size(), largest + 1);
  }
}
