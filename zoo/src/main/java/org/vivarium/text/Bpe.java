package org.vivarium.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Byte-pair encoding (Sennrich et al. 2016): a piece begins as its characters, and the pair that
 * was learned first is merged, the leftmost of equal ones, until none is left. With no merges it
 * gives one token for each character.
 */
final class Bpe implements Model {
  /**
   * How characters become the first symbols.
   *
   * @param unknown stands for what is not in the vocabulary; without one that is dropped
   * @param prefix before every character but the first of a piece; often empty
   * @param suffix after the last character of a piece; often empty
   * @param fuseUnknown whether unknown characters side by side are one token
   * @param byteFallback whether an unknown character becomes tokens {@code <0xE2>} of its bytes
   * @param ignoreMerges whether a piece that is a token is not looked at further
   */
  record Options(
      Optional<String> unknown,
      String prefix,
      String suffix,
      boolean fuseUnknown,
      boolean byteFallback,
      boolean ignoreMerges) {
    static final Options BYTES = new Options(Optional.empty(), "", "", false, false, false);
  }

  /** Two tokens that become one. */
  record Merge(String left, String right) {}

  private final Vocabulary vocabulary;
  private final List<Merge> merges;
  private final Options options;
  private final PairTable ranks = new PairTable();
  private final int[] merged; // by rank

  Bpe(Vocabulary vocabulary, List<Merge> merges, Options options) {
    this.vocabulary = vocabulary;
    this.merges = List.copyOf(merges);
    this.options = options;
    merged = new int[merges.size()];
    for (int rank = 0; rank < merged.length; rank++) {
      Merge merge = merges.get(rank);
      int skipped = Math.min(options.prefix().length(), merge.right().length());
      String whole = merge.left() + merge.right().substring(skipped);
      merged[rank] = known(whole, merge);
      ranks.put(PairTable.pair(known(merge.left(), merge), known(merge.right(), merge)), rank);
    }
  }

  private int known(String token, Merge merge) {
    int id = vocabulary.id(token);
    if (id < 0) {
      throw new IllegalArgumentException(
          "'%s' and '%s' are to be merged, but '%s' is not in the vocabulary"
              .formatted(merge.left(), merge.right(), token));
    }
    return id;
  }

  static Bpe read(JsonPart part) {
    JsonElement dropout = part.json().get("dropout");
    if (dropout != null && !dropout.isJsonNull() && dropout.getAsDouble() != 0) {
      throw new IllegalArgumentException(
          "'model.dropout' is " + dropout + "; merges left out by chance are not supported");
    }
    List<Merge> merges = new ArrayList<>();
    for (JsonElement merge : part.array("merges")) {
      merges.add(merge(merge));
    }
    return new Bpe(
        Model.readVocabulary(part),
        merges,
        new Options(
            part.optionalText("unk_token"),
            part.optionalText("continuing_subword_prefix").orElse(""),
            part.optionalText("end_of_word_suffix").orElse(""),
            part.flag("fuse_unk", false),
            part.flag("byte_fallback", false),
            part.flag("ignore_merges", false)));
  }

  /** {@code ["a", "b"]}, or {@code "a b"} in older files. */
  private static Merge merge(JsonElement json) {
    if (json.isJsonArray() && json.getAsJsonArray().size() == 2) {
      return new Merge(
          json.getAsJsonArray().get(0).getAsString(), json.getAsJsonArray().get(1).getAsString());
    }
    if (json.isJsonPrimitive()) {
      String[] words = json.getAsString().split(" ", -1);
      if (words.length == 2) {
        return new Merge(words[0], words[1]);
      }
    }
    throw JsonPart.wrong("model.merges", json, "two tokens");
  }

  List<Merge> merges() {
    return merges;
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public void encode(String piece, Ids ids) {
    if (options.ignoreMerges() && vocabulary.id(piece) >= 0) {
      ids.add(vocabulary.id(piece));
      return;
    }
    merge(symbols(piece), ids);
  }

  private int[] symbols(String piece) {
    Ids symbols = new Ids();
    int waiting = -1; // the unknown token, until a known character follows
    int length;
    for (int at = 0; at < piece.length(); at += length) {
      length = Character.charCount(piece.codePointAt(at));
      String symbol = piece.substring(at, at + length);
      String marked =
          (at > 0 ? options.prefix() : "")
              + symbol
              + (at + length == piece.length() ? options.suffix() : "");
      int id = vocabulary.id(marked);
      if (id >= 0) {
        if (waiting >= 0) {
          symbols.add(waiting);
          waiting = -1;
        }
        symbols.add(id);
      } else if (!(options.byteFallback() && addBytes(vocabulary, marked, symbols))
          && options.unknown().isPresent()) {
        if (waiting >= 0 && !options.fuseUnknown()) {
          symbols.add(waiting);
        }
        waiting = unknown(symbol);
      }
    }
    if (waiting >= 0) {
      symbols.add(waiting);
    }
    return symbols.toArray();
  }

  private int unknown(String symbol) {
    int id = vocabulary.id(options.unknown().orElseThrow());
    if (id < 0) {
      throw Model.noUnknown(symbol, options.unknown().orElseThrow());
    }
    return id;
  }

  /** Adds the tokens of the bytes of a text, if all are there. */
  static boolean addBytes(Vocabulary vocabulary, String text, Ids ids) {
    int before = ids.size();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int id = vocabulary.id("<0x%02X>".formatted(b));
      if (id < 0) {
        ids.cutTo(before);
        return false;
      }
      ids.add(id);
    }
    return true;
  }

  /** Symbols are a linked list; what could be merged waits in the order of rank, then place. */
  private void merge(int[] symbols, Ids ids) {
    int length = symbols.length;
    int[] next = new int[length];
    int[] previous = new int[length];
    PriorityQueue<Long> waiting = new PriorityQueue<>();
    for (int i = 0; i < length; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
      offer(waiting, symbols, i, i + 1);
    }
    while (!waiting.isEmpty()) {
      long first = waiting.poll();
      int at = (int) first;
      int right = symbols[at] < 0 ? length : next[at];
      if (right == length
          || ranks.get(PairTable.pair(symbols[at], symbols[right])) != first >>> 32) {
        continue; // what stood here is merged already
      }
      symbols[at] = merged[(int) (first >>> 32)];
      symbols[right] = -1;
      next[at] = next[right];
      if (next[at] < length) {
        previous[next[at]] = at;
      }
      offer(waiting, symbols, previous[at], at);
      offer(waiting, symbols, at, next[at]);
    }
    Arrays.stream(symbols).filter(symbol -> symbol >= 0).forEach(ids::add);
  }

  private void offer(PriorityQueue<Long> waiting, int[] symbols, int left, int right) {
    if (left >= 0 && right < symbols.length) {
      int rank = ranks.get(PairTable.pair(symbols[left], symbols[right]));
      if (rank >= 0) {
        waiting.add((long) rank << 32 | left);
      }
    }
  }

  @Override
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("type", "BPE");
    json.add("dropout", null);
    json.addProperty("unk_token", options.unknown().orElse(null));
    json.addProperty("continuing_subword_prefix", orNull(options.prefix()));
    json.addProperty("end_of_word_suffix", orNull(options.suffix()));
    json.addProperty("fuse_unk", options.fuseUnknown());
    json.addProperty("byte_fallback", options.byteFallback());
    json.addProperty("ignore_merges", options.ignoreMerges());
    json.add("vocab", vocabulary.json());
    JsonArray pairs = new JsonArray();
    for (Merge merge : merges) {
      JsonArray pair = new JsonArray();
      pair.add(merge.left());
      pair.add(merge.right());
      pairs.add(pair);
    }
    json.add("merges", pairs);
    return json;
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
