package org.vivarium.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The cut of a piece into tokens whose log probabilities add up to the most (Kudo 2018), found by
 * Viterbi's algorithm. Unknown characters side by side are one token.
 */
final class Unigram implements Model {
  private static final double UNKNOWN_PENALTY = 10; // below the least likely token

  private final Vocabulary vocabulary;
  private final List<Double> scores; // by id
  private final int unknown; // -1 for none
  private final boolean byteFallback;
  private final PieceTree tree = new PieceTree();
  private final double unknownScore;

  Unigram(List<String> tokens, List<Double> scores, int unknown, boolean byteFallback) {
    vocabulary = Vocabulary.of(tokens);
    this.scores = List.copyOf(scores);
    this.unknown = unknown;
    this.byteFallback = byteFallback;
    if (unknown >= tokens.size()) {
      throw new IllegalArgumentException(
          "the unknown token has the id %d; there are %d tokens".formatted(unknown, tokens.size()));
    }
    for (int id = 0; id < tokens.size(); id++) {
      tree.put(tokens.get(id), id);
    }
    unknownScore = Collections.min(scores) - UNKNOWN_PENALTY;
  }

  static Unigram read(JsonPart part) {
    List<String> tokens = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (JsonElement entry : part.array("vocab")) {
      if (!entry.isJsonArray() || entry.getAsJsonArray().size() != 2) {
        throw JsonPart.wrong("model.vocab", entry, "a list of pairs of a token and its score");
      }
      tokens.add(entry.getAsJsonArray().get(0).getAsString());
      scores.add(entry.getAsJsonArray().get(1).getAsDouble());
    }
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("'model.vocab' is empty");
    }
    return new Unigram(
        tokens, scores, part.integer("unk_id", -1), part.flag("byte_fallback", false));
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The log probability of a token. */
  double score(int id) {
    return scores.get(id);
  }

  @Override
  public void encode(String piece, Ids ids) {
    List<String> parts = parts(piece);
    for (String part : parts) {
      int id = vocabulary.id(part);
      if (id >= 0) {
        ids.add(id);
      } else if (!(byteFallback && Bpe.addBytes(vocabulary, part, ids))) {
        if (unknown < 0) {
          throw new IllegalArgumentException(
              "'" + part + "' is not in the vocabulary, and there is no unknown token");
        }
        ids.add(unknown);
      }
    }
  }

  private List<String> parts(String piece) {
    int length = piece.length();
    double[] best = new double[length + 1];
    int[] from = new int[length + 1];
    int[] token = new int[length + 1];
    Arrays.fill(from, -1);
    int step;
    for (int at = 0; at < length; at += step) {
      step = Character.charCount(piece.codePointAt(at));
      boolean single = false;
      int node = PieceTree.ROOT;
      for (int end = at + 1; end <= length; end++) {
        node = tree.child(node, piece.charAt(end - 1));
        if (node < 0) {
          break;
        }
        int id = tree.value(node);
        if (id >= 0) {
          offer(best, from, token, at, end, id, scores.get(id));
          single |= end == at + step;
        }
      }
      if (!single) {
        offer(best, from, token, at, at + step, unknown, unknownScore);
      }
    }
    return backwards(piece, from, token);
  }

  private static void offer(
      double[] best, int[] from, int[] token, int begin, int end, int id, double score) {
    double sum = score + best[begin];
    if (from[end] < 0 || sum > best[end]) {
      best[end] = sum;
      from[end] = begin;
      token[end] = id;
    }
  }

  private List<String> backwards(String piece, int[] from, int[] token) {
    List<String> parts = new ArrayList<>();
    for (int end = piece.length(); end > 0; ) {
      int begin = from[end];
      while (unknown >= 0 && token[end] == unknown && begin > 0 && token[begin] == unknown) {
        begin = from[begin];
      }
      parts.add(piece.substring(begin, end));
      end = begin;
    }
    Collections.reverse(parts);
    return parts;
  }

  @Override
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("type", "Unigram");
    json.addProperty("unk_id", unknown < 0 ? null : unknown);
    JsonArray pieces = new JsonArray();
    for (int id = 0; id < scores.size(); id++) {
      JsonArray piece = new JsonArray();
      piece.add(vocabulary.token(id));
      piece.add(scores.get(id));
      pieces.add(piece);
    }
    json.add("vocab", pieces);
    json.addProperty("byte_fallback", byteFallback);
    return json;
  }
}
