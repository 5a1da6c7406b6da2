package org.vivarium.text;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a step looks for in text: a text as it is, or a regular expression. The library's are of
 * Oniguruma, read here as Java's; character classes of expressions are those of the JDK.
 */
record TextPattern(String source, boolean regex, Pattern pattern) {

  static TextPattern read(JsonPart part) {
    boolean regex = part.has("Regex");
    String source = part.text(regex ? "Regex" : "String");
    try {
      int flags = Pattern.UNICODE_CHARACTER_CLASS | (regex ? 0 : Pattern.LITERAL);
      return new TextPattern(source, regex, Pattern.compile(source, flags));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'%s' is the pattern '%s', which Java cannot read: %s"
              .formatted(part.path(), source, e.getDescription()),
          e);
    }
  }

  /** A piece of text that fits the pattern, or that lies between those that do. */
  record Span(int begin, int end, boolean fits) {}

  /** The whole text, in order. */
  List<Span> spans(String text) {
    List<Span> spans = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    int begin = 0;
    while (matcher.find()) {
      if (matcher.start() > begin) {
        spans.add(new Span(begin, matcher.start(), false));
      }
      spans.add(new Span(matcher.start(), matcher.end(), true));
      begin = matcher.end();
    }
    if (begin < text.length()) {
      spans.add(new Span(begin, text.length(), false));
    }
    return spans;
  }

  String replace(String text, String content) {
    return pattern.matcher(text).replaceAll(Matcher.quoteReplacement(content));
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty(regex ? "Regex" : "String", source);
    return json;
  }
}
