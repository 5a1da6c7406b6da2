package org.vivarium.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.MissingOptionException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/**
 * One verb of an app.
 *
 * @param name as typed, such as {@code train}
 * @param purpose one sentence
 * @param operands what stands after the options: empty for nothing, {@code IMAGE...} for one or
 *     more, {@code [IMAGE...]} for any number
 * @param example options and operands that work, as typed after the verb; checked against the
 *     options when the command is made
 * @param options see {@link Flags}
 */
public record Command(
    String name,
    String purpose,
    String operands,
    String example,
    List<Option> options,
    Action action) {
  static final Option HELP = Flags.flag("help", "this text");
  static final Option STACK_TRACE =
      Flags.flag("stack-trace", "where a failure came from (also: VIVARIUM_STACKTRACE=1)");

  /** What the verb does; its exceptions become exit codes. */
  public interface Action {
    void run(Arguments arguments) throws Exception;
  }

  public Command {
    List<Option> all = new ArrayList<>(options);
    all.add(HELP);
    all.add(STACK_TRACE);
    options = List.copyOf(all);
    if (!example.isEmpty()) {
      parse(options, operands, List.of(example.split(" ", -1)));
    }
  }

  /** A verb without operands. */
  public Command(String name, String purpose, String example, List<Option> options, Action action) {
    this(name, purpose, "", example, options, action);
  }

  Arguments parse(List<String> words) {
    return parse(options, operands, words);
  }

  private static Arguments parse(List<Option> options, String operands, List<String> words) {
    Options all = new Options();
    options.forEach(all::addOption);
    try {
      CommandLine line =
          DefaultParser.builder()
              .setAllowPartialMatching(false) // a typo must not pass for another option
              .setStripLeadingAndTrailingQuotes(false)
              .get()
              .parse(all, words.toArray(String[]::new));
      List<String> rest = line.getArgList();
      if (operands.isEmpty() && !rest.isEmpty()) {
        throw new IllegalArgumentException(
            "'" + rest.get(0) + "' is no option; they begin with --");
      }
      if (!operands.isEmpty() && !operands.startsWith("[") && rest.isEmpty()) {
        throw new IllegalArgumentException(operands + " is missing at the end of the line");
      }
      return new Arguments(line);
    } catch (ParseException e) {
      throw new IllegalArgumentException(sentence(e, options), e);
    }
  }

  private static String sentence(ParseException e, List<Option> options) {
    if (e instanceof MissingArgumentException missing) {
      Option option = missing.getOption();
      return "--" + option.getLongOpt() + " needs a value: " + Help.usage(option);
    }
    if (e instanceof MissingOptionException missing) {
      return "--" + missing.getMissingOptions().get(0) + " must be given";
    }
    if (e instanceof UnrecognizedOptionException unknown) {
      String typed = unknown.getOption().replaceFirst("=.*", "");
      List<String> names = options.stream().map(option -> "--" + option.getLongOpt()).toList();
      return names.contains(typed)
          ? typed + " takes no value"
          : Suggest.unknown("option", typed, names);
    }
    return e.getMessage();
  }
}
