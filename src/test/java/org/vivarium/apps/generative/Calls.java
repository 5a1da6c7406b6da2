package org.vivarium.apps.generative;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vivarium.Console;

/** The app as a person calls it, and what its runs leave behind. */
public final class Calls {
  private Calls() {}

  public static Console.Result call(String... args) {
    return Console.run(Main.APP, args);
  }

  /** A call of options that are written in one line; it must succeed. */
  public static Console.Result good(String line) {
    Console.Result told = call(line.split(" ", -1));
    assertThat(told.code()).as(told.err()).isZero();
    return told;
  }

  /** A call that must be refused in one sentence with this part. */
  public static void assertWrong(String part, String line) {
    Console.Result told = call(line.split(" ", -1));
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.out()).isEmpty();
    assertThat(told.err()).contains(part).hasLineCount(1);
  }

  public static JsonObject report(Path run) throws IOException {
    return JsonParser.parseString(Files.readString(run.resolve("report.json"))).getAsJsonObject();
  }

  public static JsonObject metrics(Path run) throws IOException {
    return report(run).getAsJsonObject("metrics");
  }
}
