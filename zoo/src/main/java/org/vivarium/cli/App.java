package org.vivarium.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A program with verbs: what {@code main} needs besides the work itself. An app's main is {@code
 * System.exit(APP.run(args))}.
 *
 * @param name the area as the launcher knows it, such as {@code vision}
 * @param purpose one sentence
 * @param commands the verbs, each of one word or two, such as {@code vae train}; the first one's
 *     example stands in the program's help
 */
public record App(String name, String purpose, List<Command> commands) {
  /** Exit code: all is done. */
  public static final int DONE = 0;

  /** Exit code: something failed while running. */
  public static final int FAILED = 1;

  /** Exit code: the command line or the input is wrong. */
  public static final int WRONG = 2;

  /** Exit code: ended by Ctrl-C, as shells count it. */
  public static final int INTERRUPTED = 130;

  public App(String name, String purpose, Command... commands) {
    this(name, purpose, List.of(commands));
  }

  /** Runs the verb that the arguments name, says what is wrong, and gives the exit code. */
  public int run(String... args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // 0.99 everywhere, not 0,99
    quietLogs();
    if (args.length == 0) {
      System.err.print(Help.of(this));
      return WRONG;
    }
    String verb = args[0];
    if (verb.equals("--help")) {
      System.out.print(Help.of(this));
      return DONE;
    }
    if (verb.equals("--version")) {
      System.out.println("vivarium " + Version.text() + ", Java " + Runtime.version());
      return DONE;
    }
    int words = 1;
    App group = group(verb);
    if (!group.commands().isEmpty()) {
      if (args.length == 1 || args[1].startsWith("-")) {
        boolean asked = args.length > 1 && args[1].equals("--help");
        (asked ? System.out : System.err).print(Help.of(group));
        return asked ? DONE : WRONG;
      }
      verb += " " + args[1];
      words = 2;
    }
    List<String> rest = Arrays.asList(args).subList(words, args.length);
    String program = "vivarium " + name;
    try (Interruption interruption = new Interruption()) {
      try {
        Command command = command(verb);
        program += " " + verb;
        return run(command, rest);
      } catch (Throwable e) { // also errors: a missing native library, a heap too small
        if (interruption.happened()) {
          return INTERRUPTED;
        }
        Failure failure = Failure.of(e);
        System.err.println(program + ": " + failure.sentence());
        if (rest.contains("--stack-trace") || System.getenv("VIVARIUM_STACKTRACE") != null) {
          e.printStackTrace();
        }
        return failure.code();
      }
    }
  }

  private int run(Command command, List<String> words) throws Exception {
    if (words.contains("--help")) {
      System.out.print(Help.of(this, command));
      return DONE;
    }
    command.action().run(command.parse(words));
    return DONE;
  }

  /** The verbs of two words that begin with this one, such as {@code vae} of {@code vae train}. */
  private App group(String word) {
    return new App(
        name, purpose, commands.stream().filter(c -> c.name().startsWith(word + " ")).toList());
  }

  private Command command(String verb) {
    if (verb.startsWith("-")) {
      throw new IllegalArgumentException(
          "'" + verb + "' stands where the verb belongs: vivarium " + name + " VERB " + verb);
    }
    List<String> verbs = commands.stream().map(Command::name).toList();
    return commands.stream()
        .filter(command -> command.name().equals(verb))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(Suggest.unknown("verb", verb, verbs)));
  }

  /** What the libraries log would stand between our lines; a person who wants it sets the level. */
  private static void quietLogs() {
    setUnlessSet("org.slf4j.simpleLogger.defaultLogLevel", "error");
    setUnlessSet("org.slf4j.simpleLogger.logFile", "System.err"); // jHDF brings another setting
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
