package org.vivarium.apps.nlp.tokenizer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.vivarium.cli.Arguments;
import org.vivarium.text.TokenizerConfig;
import org.vivarium.text.TokenizerConfig.Form;
import org.vivarium.text.TokenizerConfig.Kind;

/**
 * What {@code tokenizer train} is asked for.
 *
 * @param data the files to learn from; none for the embedded text
 * @param limit lines of them
 */
record TrainConfig(TokenizerConfig tokenizer, List<Path> data, int limit, Path out, boolean quiet) {
  private static final int MOST = 10_000_000;

  TrainConfig {
    data = List.copyOf(data);
    if (Files.isDirectory(out)) {
      throw new IllegalArgumentException("--out is the folder '" + out + "'; it must be a file");
    }
  }

  static TrainConfig parse(Arguments a) {
    Kind kind = choice(a, "kind", Kind.values(), Kind.BPE);
    TokenizerConfig config = TokenizerConfig.of(kind, a.integer("vocab-size", 1000, 1, MOST));
    config =
        config
            .form(choice(a, "form", Form.values(), config.form()))
            .lowerCase(a.flag("lower-case"))
            .stripAccents(a.flag("strip-accents"))
            .minFrequency(a.integer("min-frequency", config.minFrequency(), 1, MOST));
    if (a.text("special").isPresent()) {
      config = config.moreSpecials(List.of(a.text("special").get().split(",", -1)));
    }
    List<Path> data = new ArrayList<>();
    a.path("data").ifPresent(data::add);
    a.operands().forEach(file -> data.add(Path.of(file)));
    return new TrainConfig(
        config,
        data,
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        a.path("out").orElse(Path.of(TokenizerTrain.DEFAULT_OUT)),
        a.flag("quiet"));
  }

  private static <E extends Enum<E>> E choice(Arguments a, String name, E[] values, E fallback) {
    List<String> names = Arrays.stream(values).map(TrainConfig::lower).toList();
    String chosen = a.choice(name, lower(fallback), names);
    return values[names.indexOf(chosen)];
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
