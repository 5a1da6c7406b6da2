package org.vivarium.apps.rl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.Console;
import org.vivarium.Console.Result;

/** Short runs of every agent, and what can be done with what they learned. */
class RlTest {
  @TempDir Path temp;

  @Test
  void aTableFindsTheWayOverTheLakeAndIsReported() throws IOException {
    Path run = temp.resolve("run");
    Result trained =
        train(run, "--env", "FrozenLake-dry", "--steps", "20000", "--lr", ".5", "--seeds", "2");
    assertThat(trained.out())
        .startsWith(
            "FrozenLake-dry q-learning return 1.00 deviation 0.00 lowest 1.00 episodes 100");
    JsonObject report = json(run);
    assertThat(report.getAsJsonArray("seeds")).hasSize(2);
    assertThat(report.getAsJsonObject("metrics").get("random_return").getAsDouble()).isLessThan(.1);
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("Does it learn?", "What the cells are worth to it", "data:image/gif")
        .doesNotContain("<script")
        .doesNotContainPattern("(src|href)=\"https?:");

    Result tested = call("evaluate", "--run", run.toString(), "--episodes", "10");
    assertDone(tested);
    assertThat(tested.out())
        .contains("FrozenLake-dry q-learning return 1.00", "FrozenLake-dry random return 0.");

    Result watched = call("watch", "--run", run.toString());
    assertDone(watched);
    assertThat(watched.out()).contains("[S] F  F  F", "step    6", "the world came to an end");

    Path gif = temp.resolve("lake.gif");
    assertDone(call("watch", "--run", run.toString(), "--gif", gif.toString()));
    String head = new String(Files.readAllBytes(gif), 0, 6, StandardCharsets.ISO_8859_1);
    assertThat(head).isEqualTo("GIF89a");
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("dqn", List.of("--learning-starts", "200")),
        Arguments.of(
            "dqn",
            List.of(
                "--learning-starts",
                "200",
                "--double",
                "--dueling",
                "--prioritised",
                "--n-step",
                "2")),
        Arguments.of("reinforce", List.of("--episodes", "4")),
        Arguments.of("a2c", List.of("--rollout", "8")));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void twoRunsOfOneSeedHaveTheSameReturns(String agent, List<String> options) throws IOException {
    List<String> line =
        new ArrayList<>(List.of("--agent", agent, "--steps", "1500", "--seeds", "1"));
    line.addAll(List.of("--hidden", "16,16", "--evaluate-every", "500"));
    line.addAll(options);
    JsonArray[] returns = new JsonArray[2];
    byte[][] weights = new byte[2][];
    for (int i = 0; i < 2; i++) {
      Path run = temp.resolve("run" + i);
      train(run, line.toArray(String[]::new));
      JsonObject seed = json(run).getAsJsonArray("seeds").get(0).getAsJsonObject();
      returns[i] = seed.getAsJsonArray("episode_returns");
      weights[i] = Files.readAllBytes(run.resolve("weights.safetensors"));
    }
    assertThat(returns[0]).hasSizeGreaterThan(10).isEqualTo(returns[1]);
    assertThat(weights[0]).isEqualTo(weights[1]);
    assertThat(temp.resolve("run0/savedmodel/serving.properties")).exists();
    assertDone(call("evaluate", "--run", temp.resolve("run0").toString(), "--episodes", "3"));
  }

  @Test
  void whatIsSeenMayBePixels() throws IOException {
    Path run = temp.resolve("run");
    train(
        run,
        "--env",
        "Catch",
        "--agent",
        "dqn",
        "--steps",
        "300",
        "--learning-starts",
        "100",
        "--memory",
        "300",
        "--batch-size",
        "8",
        "--hidden",
        "16",
        "--seeds",
        "1");
    assertThat(call("watch", "--run", run.toString()).out()).contains("o", "=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--env CartPole-v7 | unknown env 'CartPole-v7'; did you mean 'CartPole-v1'?",
        "--env Pong | unknown env 'Pong'; there are CartPole-v1, MountainCar-v0",
        "--agent ppo | unknown agent 'ppo'; there are q-learning, dqn, reinforce, a2c",
        "--agent q-learning | q-learning keeps a table of states, and those of CartPole-v1 cannot",
        "--agent a2c --dueling on | --dueling is an option of dqn, not of a2c",
        "--agent dqn --rollout 5 | --rollout is an option of a2c, not of dqn",
        "--hidden 12,x | --hidden is '12,x'; it must be units of layers",
        "--steps 0 | --steps is 0; it must be at least 1",
        "--discount 2 | --discount is 2; it must be at most 1",
        "--memory 10 | --learning-starts is 1000; a memory of 10 never holds so many"
      })
  void whatCannotBeIsSaidInASentence(String options, String sentence) {
    List<String> line = new ArrayList<>(List.of("train", "--out", temp.resolve("no").toString()));
    line.addAll(List.of(options.split(" ", -1)));
    Result result = call(line.toArray(String[]::new));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("vivarium rl train: " + sentence);
    assertThat(temp.resolve("no")).doesNotExist();
  }

  @Test
  void aFolderThatIsNoRunIsRefused() {
    Result result = call("evaluate", "--run", temp.toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("is not a run of 'vivarium rl train'");
  }

  private static Result train(Path run, String... options) {
    List<String> line = new ArrayList<>(List.of("train", "--quiet", "--out", run.toString()));
    line.addAll(List.of(options));
    Result result = call(line.toArray(String[]::new));
    assertDone(result);
    return result;
  }

  private static JsonObject json(Path run) throws IOException {
    return JsonParser.parseString(Files.readString(run.resolve("report.json"))).getAsJsonObject();
  }

  private static void assertDone(Result result) {
    assertThat(result.code()).as(result.err()).isZero();
  }

  private static Result call(String... args) {
    return Console.run(Main.APP, args);
  }
}
