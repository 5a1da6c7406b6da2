package org.vivarium.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts and their classes.
 *
 * @param labels for each text the number of its class, from 0
 * @param classes their names
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record LabelledTexts(List<String> texts, int[] labels, List<String> classes) {
  /** Whole numbers by size, other names as words. */
  private static final Comparator<String> BY_NAME =
      Comparator.comparing((String name) -> name.matches("\\d{1,9}") ? Integer.valueOf(name) : -1)
          .thenComparing(Comparator.naturalOrder());

  public LabelledTexts {
    texts = List.copyOf(texts);
    classes = List.copyOf(classes);
    if (texts.size() != labels.length) {
      throw new IllegalArgumentException(
          "there are %d texts and %d labels".formatted(texts.size(), labels.length));
    }
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "the texts are all of the class %s: there is nothing to tell apart".formatted(classes));
    }
  }

  /** With the classes that occur, in the order of their names. */
  public static LabelledTexts of(List<Labelled> texts) {
    return of(
        texts, texts.stream().map(Labelled::label).distinct().sorted(BY_NAME).toList(), "texts");
  }

  /**
   * With these classes, and no others.
   *
   * @param what the texts are, for who gets a label that is not known
   */
  public static LabelledTexts of(List<Labelled> texts, List<String> classes, String what) {
    List<String> unknown =
        texts.stream().map(Labelled::label).filter(l -> !classes.contains(l)).distinct().toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the %s have labels that training has not seen: %s; it knows %s"
              .formatted(what, unknown, classes));
    }
    return new LabelledTexts(
        texts.stream().map(Labelled::text).toList(),
        texts.stream().mapToInt(t -> classes.indexOf(t.label())).toArray(),
        classes);
  }

  /** The same with the classes of a network, which must be all of these. */
  public LabelledTexts in(List<String> others, String what) {
    List<Labelled> named =
        IntStream.range(0, size())
            .mapToObj(i -> new Labelled(texts.get(i), classes.get(labels[i])))
            .toList();
    return of(named, others, what);
  }

  public int size() {
    return labels.length;
  }

  /** How many texts each class has. */
  public int[] counts() {
    int[] counts = new int[classes.size()];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** These texts, by number, in this order. */
  public LabelledTexts select(int[] numbers) {
    return new LabelledTexts(
        IntStream.of(numbers).mapToObj(texts::get).toList(),
        IntStream.of(numbers).map(i -> labels[i]).toArray(),
        classes);
  }

  /** The first ones. */
  public LabelledTexts first(int most) {
    return select(IntStream.range(0, Math.min(most, size())).toArray());
  }

  /** The classes in turns, as far as each has texts: so that the first ones are of all of them. */
  public LabelledTexts inTurns() {
    int[] seen = new int[classes.size()];
    List<int[]> turns = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      turns.add(new int[] {seen[labels[i]]++, labels[i], i});
    }
    turns.sort(Comparator.<int[]>comparingInt(t -> t[0]).thenComparingInt(t -> t[1]));
    return select(turns.stream().mapToInt(t -> t[2]).toArray());
  }

  /** SHA-256 of the texts and labels, in hex. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < size(); i++) {
        String line = classes.get(labels[i]) + "\t" + texts.get(i) + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
