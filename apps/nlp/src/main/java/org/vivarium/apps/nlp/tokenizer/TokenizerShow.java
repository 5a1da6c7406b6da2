package org.vivarium.apps.nlp.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.text.Encoder;
import org.vivarium.text.TextFiles;

/** {@code tokenizer show}: what a file is made of, and what it does to a sentence. */
public final class TokenizerShow {
  private static final String SAMPLE = "The unbelievable café, didn't it cost $12.50? \uD83D\uDE00";
  private static final int LONGEST = 10;

  public static final Command COMMAND =
      new Command(
          "tokenizer show",
          "Shows what a tokenizer is made of and how it cuts a text.",
          "[TEXT...]",
          "--tokenizer " + TokenizerTrain.DEFAULT_OUT,
          List.of(Lines.tokenizerOption()),
          TokenizerShow::run);

  private TokenizerShow() {}

  private static void run(Arguments a) throws IOException {
    Path file = Lines.tokenizer(a);
    try (Encoder encoder = Encoder.open(file);
        PrintStream out = Lines.out()) {
      JsonObject json = JsonParser.parseString(TextFiles.read(file)).getAsJsonObject();
      out.printf("model           %s%n", type(json.get("model")));
      out.printf("tokens          %d%n", encoder.size());
      out.printf("special tokens  %s%n", specials(json));
      out.printf("normalizer      %s%n", type(json.get("normalizer")));
      out.printf("pre-tokenizer   %s%n", type(json.get("pre_tokenizer")));
      out.printf("around a text   %s%n", type(json.get("post_processor")));
      out.printf("decoder         %s%n", type(json.get("decoder")));
      out.printf("truncation      %s%n", orNone(json.get("truncation"), "max_length"));
      out.printf("padding         %s%n", orNone(json.get("padding"), "strategy"));
      out.printf("longest tokens  %s%n", longest(encoder.vocabulary()));
      List<String> texts = a.operands().isEmpty() ? List.of(SAMPLE) : a.operands();
      for (String text : texts) {
        sample(out, encoder, text);
      }
    }
  }

  private static void sample(PrintStream out, Encoder encoder, String text) {
    int[] ids = encoder.encode(text);
    List<String> tokens = encoder.tokens(text);
    out.printf("%n%s%n", text);
    for (int i = 0; i < ids.length; i++) {
      out.printf("  %6d  %s%n", ids[i], tokens.get(i));
    }
    out.printf("back            %s%n", encoder.decode(ids));
  }

  /** The type of a part, of a sequence those of its steps. */
  private static String type(JsonElement part) {
    if (part == null || part.isJsonNull()) {
      return "none";
    }
    JsonObject json = part.getAsJsonObject();
    for (String steps : List.of("normalizers", "pretokenizers", "processors", "decoders")) {
      if (json.has(steps)) {
        List<String> types = new ArrayList<>();
        json.getAsJsonArray(steps).forEach(step -> types.add(type(step)));
        return String.join(", ", types);
      }
    }
    return json.has("type") ? json.get("type").getAsString() : "not named";
  }

  private static String specials(JsonObject json) {
    List<String> tokens = new ArrayList<>();
    if (json.has("added_tokens")) {
      for (JsonElement added : json.getAsJsonArray("added_tokens")) {
        JsonObject token = added.getAsJsonObject();
        tokens.add(token.get("content").getAsString() + " " + token.get("id").getAsInt());
      }
    }
    return tokens.isEmpty() ? "none" : String.join(", ", tokens);
  }

  private static String orNone(JsonElement part, String field) {
    boolean there = part != null && part.isJsonObject() && part.getAsJsonObject().has(field);
    return there ? part.getAsJsonObject().get(field).toString() : "none";
  }

  private static String longest(List<String> tokens) {
    return tokens.stream()
        .sorted(
            Comparator.comparingInt((String token) -> -token.length())
                .thenComparing(Comparator.naturalOrder()))
        .limit(LONGEST)
        .collect(Collectors.joining(" "));
  }
}
