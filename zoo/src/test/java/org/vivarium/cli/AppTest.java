package org.vivarium.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppTest {
  private static final List<String> MODELS = List.of("mlp", "lenet", "resnet18");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream usualOut = System.out;
  private final PrintStream usualErr = System.err;

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setOut(usualOut);
    System.setErr(usualErr);
  }

  private static App app(Command.Action train) {
    return new App(
        "vision",
        "Trains networks on images.",
        new Command(
            "train",
            "Trains a network and writes a run folder with its weights and a report.",
            "--data digits --epochs 2",
            List.of(
                Flags.model("lenet", MODELS),
                Flags.data("digits", "mnist, folder:PATH"),
                Flags.epochs(8),
                Flags.lr(0.001),
                Flags.seed(1),
                Flags.out("runs/vision"),
                Flags.quiet()),
            train),
        new Command(
            "predict",
            "Names what is on images.",
            "IMAGE...",
            "--run runs/vision digit.png",
            List.of(Flags.option("run", "FOLDER", "a finished run")),
            arguments -> System.out.println(arguments.operands())));
  }

  private static int read(String... args) {
    return app(a ->
            System.out.printf(
                "%s %d %s %d %s %b%n",
                a.choice("model", "lenet", MODELS),
                a.integer("epochs", 8, 1, 100_000),
                a.number("lr", 0.001, 0, 10),
                a.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                a.path("out").orElse(null),
                a.flag("quiet")))
        .run(args);
  }

  @Test
  void resultsGoToStandardOutputAndTheCodeIsZero() {
    assertThat(read("train")).isZero();
    assertThat(out).hasToString("lenet 8 0.001 1 null false" + System.lineSeparator());
    assertThat(err.size()).isZero();
  }

  @Test
  void optionsAreReadAsTyped() {
    String line = "train --model mlp --epochs=3 --lr 1e-2 --seed -9 --quiet --out";
    assertThat(
            read(
                Stream.concat(Stream.of(line.split(" ", -1)), Stream.of("a b"))
                    .toArray(String[]::new)))
        .isZero();
    assertThat(out).hasToString("mlp 3 0.01 -9 a b true" + System.lineSeparator());
  }

  @Test
  void wordsAfterTheOptionsAreOperands() {
    assertThat(read("predict", "--run", "runs/x", "a b.png", "--", "--c.png")).isZero();
    assertThat(out).hasToString("[a b.png, --c.png]" + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train --epoch 3          | train: unknown option '--epoch'; did you mean '--epochs'?
          train --epoch=3          | train: unknown option '--epoch'; did you mean '--epochs'?
          train --quiet=yes        | train: --quiet takes no value
          train --epochs           | train: --epochs needs a value: --epochs N
          train --epochs --quiet   | train: --epochs needs a value: --epochs N
          train --epochs 0         | train: --epochs is 0; it must be at least 1
          train --epochs 1e999999999 | train: --epochs is 1e999999999; it must be at most 100000
          train --epochs 2.5       | train: --epochs is 2.5; it must be a whole number
          train --epochs=          | train: --epochs is empty
          train --lr abc           | train: --lr is 'abc'; it must be a number
          train --lr NaN           | train: --lr is 'NaN'; it must be a number
          train --lr -0.1          | train: --lr is -0.1; it must be at least 0
          train --lr 1 --lr 2      | train: --lr is given twice: 1 and 2
          train --model lent       | train: unknown model 'lent'; did you mean 'lenet'?
          train --model vgg        | train: unknown model 'vgg'; there are mlp, lenet, resnet18
          train mnist              | train: 'mnist' is no option; they begin with --
          predict                  | predict: IMAGE... is missing at the end of the line
          trian                    | unknown verb 'trian'; did you mean 'train'?
          serve                    | unknown verb 'serve'; there are train, predict
          --epochs 3               | '--epochs' stands where the verb belongs
          """)
  void aWrongCommandLineIsOneSentence(String line, String sentence) {
    assertThat(read(line.split(" ", -1))).isEqualTo(2);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("vivarium vision")
        .contains(sentence)
        .hasLineCount(1);
  }

  @Test
  void optionNamesAreNotGuessedFromTheirBeginning() {
    assertThat(read("train", "--mod", "mlp")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("did you mean '--model'?");
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> failures() {
    return Stream.of(
        arguments(new IllegalArgumentException("x.png is no image"), 2, "x.png is no image"),
        arguments(new NoSuchFileException("a/b"), 2, "there is no file or folder 'a/b'"),
        arguments(new AccessDeniedException("a/b"), 2, "'a/b' may not be read or written"),
        arguments(new UncheckedIOException(new NoSuchFileException("a")), 2, "folder 'a'"),
        arguments(new IOException("No space left on device"), 1, ": No space left on device"),
        arguments(new IllegalStateException("the loss is NaN\nmore"), 1, ": the loss is NaN"),
        arguments(new IllegalArgumentException(), 1, "IllegalArgumentException (--stack-trace"),
        arguments(new NullPointerException("n"), 1, "NullPointerException: n (--stack-trace"),
        arguments(new OutOfMemoryError("Java heap space"), 1, "(Java heap space): take a smaller"),
        arguments(new UnsatisfiedLinkError("no x"), 1, "UnsatisfiedLinkError: no x"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureIsOneSentenceAndACode(Throwable failure, int code, String sentence) {
    assertThat(app(arguments -> sneak(failure)).run("train")).isEqualTo(code);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("vivarium vision train: ")
        .contains(sentence)
        .hasLineCount(1);
  }

  @Test
  void theStackTraceIsThereForTheAsking() {
    assertThat(app(a -> sneak(new IOException("lost"))).run("train", "--stack-trace")).isOne();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("lost\n")
        .contains("\tat " + AppTest.class.getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "train --help", "train --epochs x --help", "predict --help"})
  void helpSaysWhatToTypeWithin80Columns(String line) {
    assertThat(read(line.split(" ", -1))).isZero();
    assertThat(err.size()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("usage: vivarium vision ")
        .containsPattern("(?m)^example: ./vivarium vision (train|predict) --")
        .matches(text -> text.lines().allMatch(row -> row.length() <= 80));
  }

  @Test
  void helpOfAVerbTellsItsOptionsAndTheirValues() {
    read("train", "--help");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("  --epochs N     passes over the training data (default: 8)\n")
        .contains("mlp, lenet or resnet18 (default: lenet)")
        .contains("--stack-trace");
  }

  @Test
  void withoutAVerbTheHelpIsAnError() {
    assertThat(read()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("usage: ");
    assertThat(out.size()).isZero();
  }

  @Test
  void aVerbOfTwoWordsIsFoundByBoth() {
    App app =
        new App("generative", "Draws.", verb("vae train"), verb("vae sample"), verb("gan train"));
    assertThat(app.run("vae", "train", "x")).isZero();
    assertThat(out).hasToString("vae train [x]" + System.lineSeparator());
    assertThat(app.run("vae", "trian")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("did you mean 'vae train'?");
  }

  @Test
  void theFirstOfTwoWordsAloneTellsTheVerbsThatBeginWithIt() {
    App app = new App("generative", "Draws.", verb("vae train"), verb("gan train"));
    assertThat(app.run("vae", "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("vae train").doesNotContain("gan");
    assertThat(app.run("vae")).isEqualTo(2);
  }

  private static Command verb(String name) {
    return new Command(
        name,
        "Does it.",
        "[NAME...]",
        "",
        List.of(),
        a -> System.out.printf("%s %s%n", name, a.operands()));
  }

  @Test
  void versionIsOneLine() {
    assertThat(read("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("vivarium ").hasLineCount(1);
  }

  @Test
  void anExampleThatDoesNotParseIsNoCommand() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Command("x", "X.", "--epochs 3", List.of(), a -> {}))
        .withMessageContaining("--epochs");
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }
}
