package org.vivarium.text;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a tokenizer is made of, in the order of a {@code tokenizer.json}. */
record TokenizerParts(
    AddedTokens added,
    Normalizer normalizer,
    PreTokenizer preTokenizer,
    PostProcessor postProcessor,
    Decoder decoder,
    Model model,
    Optional<Truncation> truncation,
    Optional<Padding> padding) {

  /** What BERT is with a vocabulary. */
  static TokenizerParts bert(Vocabulary vocabulary, boolean lowerCase) {
    Normalizer normalizer = new Normalizer.Bert(true, true, Optional.empty(), lowerCase);
    List<AddedToken> specials = new ArrayList<>();
    for (String token : TokenizerConfig.of(TokenizerConfig.Kind.WORDPIECE, 1).specials()) {
      int id = vocabulary.id(token);
      if (id < 0) {
        throw new IllegalArgumentException("has no '" + token + "'; it is no vocabulary of BERT");
      }
      specials.add(AddedToken.special(id, token));
    }
    AddedTokens added = new AddedTokens(specials, normalizer);
    return new TokenizerParts(
        added,
        normalizer,
        new PreTokenizer.Bert(),
        PostProcessor.around(added, true),
        new Decoder.WordPiece("##", true),
        new WordPiece(vocabulary, "[UNK]", "##", 100),
        Optional.empty(),
        Optional.empty());
  }

  TokenizerParts padding(Padding change) {
    return new TokenizerParts(
        added,
        normalizer,
        preTokenizer,
        postProcessor,
        decoder,
        model,
        truncation,
        Optional.of(change));
  }

  TokenizerParts truncation(Truncation change) {
    return new TokenizerParts(
        added,
        normalizer,
        preTokenizer,
        postProcessor,
        decoder,
        model,
        Optional.of(change),
        padding);
  }

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
        file.optionalPart("normalizer").map(Normalizer::read).orElse(Normalizer.none());
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
        file.optionalPart("post_processor").map(PostProcessor::read).orElse(PostProcessor.NONE),
        file.optionalPart("decoder").map(Decoder::read).orElse(new Decoder.Blanks()),
        model,
        file.optionalPart("truncation").map(Truncation::read),
        file.optionalPart("padding").map(Padding::read));
  }

  String json() {
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("truncation", truncation.map(Truncation::json).orElse(null));
    json.add("padding", padding.map(Padding::json).orElse(null));
    json.add("added_tokens", added.json());
    json.add("normalizer", normalizer.json());
    json.add("pre_tokenizer", preTokenizer.json());
    json.add("post_processor", postProcessor.json());
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

  List<Encoding> encodeBatch(List<String> texts) {
    List<Encoding> encodings = new ArrayList<>();
    for (String text : texts) {
      encodings.add(postProcessor.apply(truncated(encode(text))));
    }
    if (padding.isEmpty()) {
      return encodings;
    }
    int longest = encodings.stream().mapToInt(Encoding::length).max().orElse(0);
    int length = padding.get().lengthFor(longest);
    return encodings.stream()
        .map(one -> one.length() < length ? one.padded(length, padding.get()) : one)
        .toList();
  }

  private int[] truncated(int[] ids) {
    int around = postProcessor.before().size() + postProcessor.after().size();
    int most = truncation.map(t -> Math.max(0, t.length() - around)).orElse(ids.length);
    if (ids.length <= most) {
      return ids;
    }
    boolean left = truncation.get().left();
    return Arrays.copyOfRange(ids, left ? ids.length - most : 0, left ? ids.length : most);
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
