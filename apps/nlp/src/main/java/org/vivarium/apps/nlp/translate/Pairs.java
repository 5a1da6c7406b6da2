package org.vivarium.apps.nlp.translate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Sentences and what they are in another language, line by line. */
record Pairs(List<String> sources, List<String> targets) {
  Pairs {
    sources = List.copyOf(sources);
    targets = List.copyOf(targets);
    if (sources.size() != targets.size()) {
      throw new IllegalArgumentException(
          "there are %d lines to translate and %d translations; there must be as many"
              .formatted(sources.size(), targets.size()));
    }
  }

  int size() {
    return sources.size();
  }

  Pairs first(int count) {
    int n = Math.min(count, size());
    return new Pairs(sources.subList(0, n), targets.subList(0, n));
  }

  /** Those at some places. */
  Pairs at(List<Integer> places) {
    return new Pairs(
        places.stream().map(sources::get).toList(), places.stream().map(targets::get).toList());
  }

  /** Those of which neither side is blank. */
  Pairs whole() {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (!sources.get(i).isBlank() && !targets.get(i).isBlank()) {
        places.add(i);
      }
    }
    return places.size() == size() ? this : at(places);
  }

  Pairs turned() {
    return new Pairs(/* sources= */ targets, /* targets= */ sources);
  }

  /** Of all that is in them. */
  String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < size(); i++) {
        String line = sources.get(i) + "\t" + targets.get(i) + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }
}
