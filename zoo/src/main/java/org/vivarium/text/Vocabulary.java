package org.vivarium.text;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The tokens of a model and their ids, both ways. Ids may have gaps. */
final class Vocabulary {
  private static final int MOST = 50_000_000;

  private final Map<String, Integer> ids;
  private final String[] tokens;

  private Vocabulary(Map<String, Integer> ids) {
    int largest = ids.values().stream().mapToInt(id -> id).max().orElse(-1);
    if (largest >= MOST) {
      throw new IllegalArgumentException(
          "a token has the id " + largest + "; the largest there can be is " + (MOST - 1));
    }
    this.ids = ids;
    tokens = new String[largest + 1];
    ids.forEach(
        (token, id) -> {
          if (id < 0 || tokens[id] != null) {
            throw new IllegalArgumentException(
                "token '"
                    + token
                    + "' has the id "
                    + id
                    + (id < 0 ? "" : ", which is that of '" + tokens[id] + "' too"));
          }
          tokens[id] = token;
        });
  }

  static Vocabulary of(Map<String, Integer> ids) {
    return new Vocabulary(new HashMap<>(ids));
  }

  /** The ids are the places in the list. */
  static Vocabulary of(List<String> tokens) {
    Map<String, Integer> ids = new HashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (ids.putIfAbsent(tokens.get(i), i) != null) {
        throw new IllegalArgumentException("token '" + tokens.get(i) + "' is there twice");
      }
    }
    return new Vocabulary(ids);
  }

  /** The id of a token, or -1. */
  int id(String token) {
    return ids.getOrDefault(token, -1);
  }

  /** The token of an id, or null. */
  String token(int id) {
    return id >= 0 && id < tokens.length ? tokens[id] : null;
  }

  /** One more than the largest id. */
  int size() {
    return tokens.length;
  }

  List<String> tokens() {
    return Arrays.stream(tokens).filter(token -> token != null).toList();
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    IntStream.range(0, tokens.length)
        .filter(id -> tokens[id] != null)
        .forEach(id -> json.addProperty(tokens[id], id));
    return json;
  }
}
