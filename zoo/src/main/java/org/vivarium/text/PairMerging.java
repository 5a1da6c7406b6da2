package org.vivarium.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Learns which pairs of symbols to merge (Sennrich et al. 2016): the most frequent first, of equal
 * ones the pair of the lowest ids, as the Hugging Face library does. Counts of pairs are kept up to
 * date, so that a merge looks only at the words that hold its pair.
 */
final class PairMerging {
  private final List<String> tokens;
  private final Map<String, Integer> ids = new HashMap<>();
  private final String prefix;
  private final Set<Bpe.Merge> merges = new LinkedHashSet<>();

  // words one after the other; a word shrinks in its place
  private int[] symbols = new int[1 << 16];
  private int filled;
  private final Ids starts = new Ids();
  private final Ids lengths = new Ids();
  private final Ids frequencies = new Ids();

  // pairs by index
  private final PairTable indices = new PairTable();
  private long[] pairs = new long[1024];
  private long[] counts = new long[1024];
  private Ids[] places = new Ids[1024]; // words where the merge at hand made the pair
  private final Ids grown = new Ids(); // pairs that have such places

  // a pair that comes up by two merges waits twice, each time with its own words
  private final PairHeap heap = new PairHeap();
  private final Ids waitingPairs = new Ids();
  private final List<Ids> waitingPlaces = new ArrayList<>();

  /**
   * @param tokens what there is before the first merge: special tokens, then the alphabet
   * @param prefix before symbols that begin no word, and dropped where they are merged; often empty
   */
  PairMerging(List<String> tokens, String prefix) {
    this.tokens = new ArrayList<>(tokens);
    this.prefix = prefix;
    for (String token : tokens) {
      ids.putIfAbsent(token, ids.size());
    }
  }

  /** The symbol that a text is. */
  int symbol(String text) {
    return ids.get(text);
  }

  void word(int[] word, int length, int frequency) {
    if (filled + length > symbols.length) {
      symbols = Arrays.copyOf(symbols, Math.max(2 * symbols.length, filled + length));
    }
    System.arraycopy(word, 0, symbols, filled, length);
    int index = starts.size();
    starts.add(filled);
    lengths.add(length);
    frequencies.add(frequency);
    filled += length;
    for (int i = 0; i + 1 < length; i++) {
      count(PairTable.pair(word[i], word[i + 1]), frequency, index);
    }
  }

  /** Merges until there are so many tokens, or no pair is as frequent as it must be. */
  void merge(int vocabulary, int minFrequency) {
    wait(grown);
    while (tokens.size() < vocabulary && !heap.isEmpty()) {
      int waiting = heap.index();
      int pair = waitingPairs.get(waiting);
      if (heap.count() != counts[pair]) {
        heap.recount(counts[pair]);
      } else if (counts[pair] < Math.max(1, minFrequency)) {
        return;
      } else {
        heap.removeFirst();
        merge(pairs[pair], waitingPlaces.set(waiting, null));
        wait(grown);
      }
    }
  }

  private void wait(Ids newPairs) {
    for (int i = 0; i < newPairs.size(); i++) {
      int pair = newPairs.get(i);
      if (counts[pair] > 0) {
        heap.add(counts[pair], pairs[pair], waitingPlaces.size());
        waitingPairs.add(pair);
        waitingPlaces.add(places[pair]);
      }
      places[pair] = null;
    }
    newPairs.cutTo(0);
  }

  List<String> tokens() {
    return tokens;
  }

  /** In their order; a pair that was merged twice stands where it was merged last. */
  List<Bpe.Merge> merges() {
    return List.copyOf(merges);
  }

  private void merge(long pair, Ids words) {
    int left = PairTable.left(pair);
    int right = PairTable.right(pair);
    String second = tokens.get(right);
    String rest = second.startsWith(prefix) ? second.substring(prefix.length()) : second;
    String whole = tokens.get(left) + rest;
    int merged = ids.computeIfAbsent(whole, text -> tokens.size());
    if (merged == tokens.size()) {
      tokens.add(whole);
    }
    Bpe.Merge merge = new Bpe.Merge(tokens.get(left), second);
    merges.remove(merge);
    merges.add(merge);
    for (int i = 0; i < words.size(); i++) {
      replace(words.get(i), left, right, merged);
    }
  }

  private void replace(int word, int left, int right, int merged) {
    int frequency = frequencies.get(word);
    int begin = starts.get(word);
    int end = begin + lengths.get(word);
    int to = begin;
    int at = begin;
    while (at < end) {
      if (symbols[at] != left || at + 1 == end || symbols[at + 1] != right) {
        symbols[to++] = symbols[at++];
        continue;
      }
      at += 2;
      if (to > begin) {
        count(PairTable.pair(symbols[to - 1], left), -frequency, word);
        count(PairTable.pair(symbols[to - 1], merged), frequency, word);
      }
      if (at < end) {
        count(PairTable.pair(right, symbols[at]), -frequency, word);
        count(PairTable.pair(merged, symbols[at]), frequency, word);
      }
      symbols[to++] = merged;
    }
    lengths.set(word, to - begin);
  }

  private void count(long pair, int change, int word) {
    int index = indices.get(pair);
    if (index < 0) {
      index = indices.size();
      indices.put(pair, index);
      if (index == pairs.length) {
        pairs = Arrays.copyOf(pairs, 2 * index);
        counts = Arrays.copyOf(counts, 2 * index);
        places = Arrays.copyOf(places, 2 * index);
      }
      pairs[index] = pair;
    }
    counts[index] += change;
    if (change > 0) {
      if (places[index] == null) {
        places[index] = new Ids();
        grown.add(index);
      }
      places[index].addUnlessLast(word);
    }
  }
}
