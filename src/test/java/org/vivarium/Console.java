package org.vivarium;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.vivarium.cli.App;

/** An app as a person calls it, in this process. */
public final class Console {
  /** What a call came to. */
  public record Result(int code, String out, String err) {}

  private Console() {}

  /** Runs the app and catches what it prints. */
  public static Result run(App app, String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    var caughtOut = new ByteArrayOutputStream();
    var caughtErr = new ByteArrayOutputStream();
    try (var newOut = new PrintStream(caughtOut, true, StandardCharsets.UTF_8);
        var newErr = new PrintStream(caughtErr, true, StandardCharsets.UTF_8)) {
      System.setOut(newOut);
      System.setErr(newErr);
      int code = app.run(args);
      return new Result(
          code,
          caughtOut.toString(StandardCharsets.UTF_8),
          caughtErr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
