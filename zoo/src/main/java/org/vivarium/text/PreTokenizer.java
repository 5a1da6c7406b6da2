package org.vivarium.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.List;

/** Where normalised text is cut by rule, before the model sees it. */
sealed interface PreTokenizer {
  PreTokenizer NONE = new Chain(List.of());

  /** Takes pieces in their order; {@code first} is the one that the whole text begins with. */
  @FunctionalInterface
  interface Sink {
    void accept(String piece, boolean first);
  }

  void cut(String text, boolean first, Sink out);

  JsonElement json();

  /** Words and runs of what is neither word nor space: {@code \w+|[^\w\s]+}. */
  record Whitespace() implements PreTokenizer {
    @Override
    public void cut(String text, boolean first, Sink out) {
      int length;
      int begin = 0;
      int kind = SPACE;
      for (int at = 0; at < text.length(); at += length) {
        int c = text.codePointAt(at);
        length = Character.charCount(c);
        int now = kind(c);
        if (now != kind) {
          if (kind != SPACE) {
            out.accept(text.substring(begin, at), first && begin == 0);
          }
          kind = now;
          begin = at;
        }
      }
      if (kind != SPACE) {
        out.accept(text.substring(begin), first && begin == 0);
      }
    }

    private static final int SPACE = 0;
    private static final int WORD = 1;
    private static final int OTHER = 2;

    private static int kind(int c) {
      return Characters.isWord(c) ? WORD : Characters.isSpace(c) ? SPACE : OTHER;
    }

    @Override
    public JsonElement json() {
      return Normalizer.typed("Whitespace");
    }
  }

  /** One after the other: each cuts what the one before left. */
  record Chain(List<PreTokenizer> steps) implements PreTokenizer {
    public Chain {
      steps = List.copyOf(steps);
    }

    @Override
    public void cut(String text, boolean first, Sink out) {
      cut(0, text, first, out);
    }

    private void cut(int step, String text, boolean first, Sink out) {
      if (step == steps.size()) {
        if (!text.isEmpty()) {
          out.accept(text, first);
        }
      } else {
        steps.get(step).cut(text, first, (piece, one) -> cut(step + 1, piece, one, out));
      }
    }

    @Override
    public JsonElement json() {
      return steps.isEmpty() ? JsonNull.INSTANCE : steps.get(0).json();
    }
  }

  static PreTokenizer read(JsonPart part) {
    return switch (part.type()) {
      case "Whitespace" -> new Whitespace();
      default -> throw part.unknownType("Whitespace");
    };
  }
}
