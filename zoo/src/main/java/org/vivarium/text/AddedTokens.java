package org.vivarium.text;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * The added tokens of a tokenizer and where they stand in text: those of the raw text first, then,
 * between them, those of the normalised text; the leftmost, of those the longest.
 */
final class AddedTokens {
  private final List<AddedToken> all;
  private final Map<String, AddedToken> byContent = new HashMap<>();
  private final Map<Integer, AddedToken> byId = new HashMap<>();
  private final Patterns raw = new Patterns();
  private final Patterns normalized = new Patterns();
  private final Normalizer normalizer;

  AddedTokens(List<AddedToken> tokens, Normalizer normalizer) {
    all = tokens.stream().sorted(Comparator.comparingInt(AddedToken::id)).toList();
    this.normalizer = normalizer;
    for (AddedToken token : all) {
      byContent.put(token.content(), token);
      byId.put(token.id(), token);
      if (token.normalized()) {
        normalized.add(normalizer.apply(token.content()), token);
      } else {
        raw.add(token.content(), token);
      }
    }
    raw.order();
    normalized.order();
  }

  List<AddedToken> all() {
    return all;
  }

  /** The token of an id, or null. */
  AddedToken token(int id) {
    return byId.get(id);
  }

  /** The token of this content, or null. */
  AddedToken token(String content) {
    return byContent.get(content);
  }

  /** What takes the parts of a text: those between added tokens are normalised. */
  interface Parts {
    void text(String part, boolean first);

    void token(int id);
  }

  void split(String text, Parts parts) {
    boolean[] first = {true};
    raw.split(
        text,
        part -> {
          first[0] = first[0] && normalizer.keepsBeginning(part);
          normalized.split(
              normalizer.apply(part),
              inner -> {
                parts.text(inner, first[0]);
                first[0] = false;
              },
              id -> {
                parts.token(id);
                first[0] = false;
              });
          first[0] = false;
        },
        id -> {
          parts.token(id);
          first[0] = false;
        });
  }

  JsonArray json() {
    JsonArray json = new JsonArray();
    all.forEach(token -> json.add(token.json()));
    return json;
  }

  private record Pattern(String text, AddedToken token) {}

  private static final class Patterns {
    private final Map<Character, List<Pattern>> byFirst = new HashMap<>();

    void add(String text, AddedToken token) {
      if (!text.isEmpty()) {
        byFirst
            .computeIfAbsent(text.charAt(0), c -> new ArrayList<>())
            .add(new Pattern(text, token));
      }
    }

    void order() {
      byFirst
          .values()
          .forEach(list -> list.sort(Comparator.comparingInt((Pattern p) -> -p.text().length())));
    }

    void split(String text, Consumer<String> between, IntConsumer found) {
      int begin = 0;
      int at = 0;
      while (!byFirst.isEmpty() && at < text.length()) {
        Pattern pattern = match(text, at);
        if (pattern == null) {
          at++;
          continue;
        }
        int end = at + pattern.text().length();
        int next = end;
        AddedToken token = pattern.token();
        if (!token.singleWord() || standsAlone(text, at, end)) {
          int start = token.lstrip() ? Math.max(begin, before(text, at)) : at;
          end = token.rstrip() ? after(text, end) : end;
          if (begin < start) {
            between.accept(text.substring(begin, start));
          }
          found.accept(token.id());
          begin = end;
        }
        at = next;
      }
      if (begin < text.length()) {
        between.accept(text.substring(begin));
      }
    }

    private Pattern match(String text, int at) {
      List<Pattern> candidates = byFirst.get(text.charAt(at));
      Predicate<Pattern> here = pattern -> text.startsWith(pattern.text(), at);
      return candidates == null ? null : candidates.stream().filter(here).findFirst().orElse(null);
    }

    private static boolean standsAlone(String text, int start, int end) {
      return (start == 0 || !Characters.isWord(text.codePointBefore(start)))
          && (end == text.length() || !Characters.isWord(text.codePointAt(end)));
    }

    private static int before(String text, int start) {
      while (start > 0 && Characters.isSpace(text.codePointBefore(start))) {
        start--; // no space lies beyond the first plane
      }
      return start;
    }

    private static int after(String text, int end) {
      while (end < text.length() && Characters.isSpace(text.codePointAt(end))) {
        end++;
      }
      return end;
    }
  }
}
