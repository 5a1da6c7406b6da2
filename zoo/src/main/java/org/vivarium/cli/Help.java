package org.vivarium.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.apache.commons.text.WordUtils;

/** The texts that {@code --help} prints, at most 80 columns wide. */
final class Help {
  private static final int WIDTH = 80;

  private Help() {}

  static String of(App app) {
    Map<String, String> verbs = new LinkedHashMap<>();
    for (Command command : app.commands()) {
      verbs.put(command.name(), command.purpose());
    }
    Command first = app.commands().get(0);
    return """
        usage: vivarium %s VERB [options]

        %s

        %s
        VERB --help tells the options of a verb, --version the version.

        example: %s
        """
        .formatted(
            app.name(), WordUtils.wrap(app.purpose(), WIDTH), table(verbs), example(app, first));
  }

  static String of(App app, Command command) {
    Map<String, String> options = new LinkedHashMap<>();
    for (Option option : command.options()) {
      options.put(usage(option), option.getDescription());
    }
    return """
        usage: vivarium %s %s [options]%s

        %s

        %s
        example: %s
        """
        .formatted(
            app.name(),
            command.name(),
            command.operands().isEmpty() ? "" : " " + command.operands(),
            WordUtils.wrap(command.purpose(), WIDTH),
            table(options),
            example(app, command));
  }

  /** An option as it is typed: {@code --epochs N}. */
  static String usage(Option option) {
    return "--" + option.getLongOpt() + (option.hasArg() ? " " + option.getArgName() : "");
  }

  private static String example(App app, Command command) {
    return "./vivarium %s %s %s".formatted(app.name(), command.name(), command.example()).strip();
  }

  private static String table(Map<String, String> rows) {
    int left = rows.keySet().stream().mapToInt(String::length).max().orElse(0) + 4;
    String indent = "\n" + " ".repeat(left);
    StringBuilder table = new StringBuilder();
    rows.forEach(
        (name, text) ->
            table
                .append("  ")
                .append(name)
                .append(" ".repeat(left - 2 - name.length()))
                .append(WordUtils.wrap(text, WIDTH - left, indent, false))
                .append('\n'));
    return table.toString();
  }
}
