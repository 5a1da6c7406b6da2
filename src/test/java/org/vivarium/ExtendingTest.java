package org.vivarium;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.repository.zoo.Criteria;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;

/** Compiles and runs the files of the page on extending, as a reader would. */
class ExtendingTest {
  private static final Path PAGE = Path.of("../../docs/EXTENDING.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern TYPE = Pattern.compile("public (?:final class|record) (\\w+)");

  @TempDir static Path temp;
  static Path classes;

  @BeforeAll
  static void compile() throws IOException {
    classes = Files.createDirectory(temp.resolve("classes"));
    List<String> command =
        new ArrayList<>(List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d"));
    command.add(classes.toString());
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
    while (block.find()) {
      Matcher type = TYPE.matcher(block.group(1));
      assertThat(type.find()).as(block.group(1)).isTrue();
      Path file = temp.resolve(type.group(1) + ".java");
      Files.writeString(file, block.group(1));
      command.add(file.toString());
    }
    var said = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, said, said, command.toArray(String[]::new));
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }

  @Test
  void theArchitectureHasTheParametersItSaysAndTheTrainingWorks() throws Exception {
    String said = run("example.TrainAllConv", temp.toString());
    assertThat(Files.readString(PAGE)).contains(said.lines().findFirst().orElseThrow());
    assertThat(said).containsPattern("validation=\\{accuracy=(0\\.[89]|1\\.0)");
    assertThat(temp.resolve("weights.safetensors")).isNotEmptyFile();
    var criteria =
        Criteria.builder()
            .setTypes(Image.class, Classifications.class)
            .optModelPath(temp.resolve("savedmodel"))
            .build();
    try (var model = criteria.loadModel();
        var predictor = model.newPredictor()) {
      BufferedImage black = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
      assertThat(predictor.predict(ImageFactory.getInstance().fromImage(black)).getClassNames())
          .hasSize(10);
    }
  }

  @Test
  void theLayerKeepsTheShape() throws Exception {
    try (var loader = loader();
        Program program = new Program(1)) {
      Layer layer =
          (Layer)
              loader
                  .loadClass("example.NoisyScale")
                  .getConstructor(String.class)
                  .newInstance("scale");
      Value y = layer.build(program.training(), program.floats("x", -1, 5));
      assertThat(y.shape().asArray()).containsExactly(-1, 5);
      assertThat(program.params("")).extracting(p -> p.path()).containsExactly("scale.weight");
    }
  }

  private static String run(String main, String... args) throws Exception {
    PrintStream out = System.out;
    var said = new ByteArrayOutputStream();
    try (var loader = loader();
        var caught = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(caught);
      loader.loadClass(main).getMethod("main", String[].class).invoke(null, (Object) args);
    } finally {
      System.setOut(out);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private static URLClassLoader loader() throws IOException {
    return new URLClassLoader(
        new URL[] {classes.toUri().toURL()}, ExtendingTest.class.getClassLoader());
  }
}
