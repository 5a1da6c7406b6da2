package org.vivarium.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.vivarium.text.PreTokenizer.Sink;
import org.vivarium.text.TextPattern.Span;

/** What becomes of the delimiters that a text is cut at. */
enum Cutting {
  REMOVED("Removed"),
  ISOLATED("Isolated"),
  MERGED_WITH_PREVIOUS("MergedWithPrevious"),
  MERGED_WITH_NEXT("MergedWithNext"),
  CONTIGUOUS("Contiguous");

  private final String type;

  Cutting(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }

  static Cutting read(JsonPart part, Cutting fallback) {
    String name = part.optionalText("behavior").orElse(fallback.type);
    for (Cutting cutting : values()) {
      if (cutting.type.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return cutting;
      }
    }
    throw new IllegalArgumentException(
        "'%s.behavior' is '%s', which is not known".formatted(part.path(), name));
  }

  /** Cuts at each character of a kind. */
  void cut(String text, boolean first, IntPredicate delimiter, Sink out) {
    List<Span> spans = new ArrayList<>();
    int begin = 0;
    int length;
    for (int at = 0; at < text.length(); at += length) {
      int c = text.codePointAt(at);
      length = Character.charCount(c);
      if (delimiter.test(c)) {
        if (begin < at) {
          spans.add(new Span(begin, at, false));
        }
        spans.add(new Span(at, at + length, true));
        begin = at + length;
      }
    }
    if (begin < text.length()) {
      spans.add(new Span(begin, text.length(), false));
    }
    cut(text, first, spans, out);
  }

  void cut(String text, boolean first, List<Span> spans, Sink out) {
    for (Span span : arranged(spans)) {
      if (span.begin() < span.end()) {
        out.accept(text.substring(span.begin(), span.end()), first && span.begin() == 0);
      }
    }
  }

  private Iterable<Span> arranged(List<Span> spans) {
    return switch (this) {
      case ISOLATED -> spans;
      case REMOVED -> spans.stream().filter(span -> !span.fits()).toList();
      case CONTIGUOUS -> contiguous(spans);
      case MERGED_WITH_PREVIOUS -> merged(spans);
      case MERGED_WITH_NEXT -> {
        List<Span> reversed = new ArrayList<>(spans);
        Collections.reverse(reversed);
        List<Span> merged = new ArrayList<>(merged(reversed));
        Collections.reverse(merged);
        yield merged;
      }
    };
  }

  private static Deque<Span> contiguous(List<Span> spans) {
    Deque<Span> joined = new ArrayDeque<>();
    for (Span span : spans) {
      boolean same = !joined.isEmpty() && joined.getLast().fits() == span.fits();
      joined.add(same ? union(joined.removeLast(), span) : span);
    }
    return joined;
  }

  /** A delimiter joins its neighbour, unless that is a delimiter too. */
  private static Deque<Span> merged(List<Span> spans) {
    Deque<Span> joined = new ArrayDeque<>();
    boolean delimiterBefore = false;
    for (Span span : spans) {
      boolean joins = span.fits() && !delimiterBefore && !joined.isEmpty();
      joined.add(joins ? union(joined.removeLast(), span) : span);
      delimiterBefore = span.fits();
    }
    return joined;
  }

  private static Span union(Span a, Span b) {
    return new Span(Math.min(a.begin(), b.begin()), Math.max(a.end(), b.end()), a.fits());
  }
}
