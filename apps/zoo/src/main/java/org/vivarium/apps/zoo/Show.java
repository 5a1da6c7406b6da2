package org.vivarium.apps.zoo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Suggest;
import org.vivarium.kernel.Model;
import org.vivarium.report.Format;
import org.vivarium.report.LayerTable;
import org.vivarium.zoo.Row;
import org.vivarium.zoo.Zoo;

/** {@code list} and {@code show}: what architectures there are, and what one is made of. */
final class Show {
  static final Command LIST =
      new Command(
          "list",
          "Lists the architectures: name, task, trained parameters, paper.",
          "--task " + slug(Row.Task.IMAGE_CLASSIFICATION),
          List.of(Flags.option("task", "TASK", "only those for it: " + String.join(", ", tasks()))),
          Show::list);

  static final Command COMMAND =
      new Command(
          "show",
          "Shows the layers of an architecture with shapes, parameters, multiply-adds and memory.",
          "NAME",
          "lenet",
          List.of(
              Flags.option("classes", "N", "of an image classifier", "as published"),
              Flags.option("image-size", "PIXELS", "of an image classifier", "as published")),
          Show::show);

  private static final double MEGA = 1e6;

  private Show() {}

  private static void list(Arguments a) {
    String task = a.choice("task", "", tasks());
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("name", "task", "parameters", "paper"));
    for (Row row : Zoo.ROWS) {
      if (task.isEmpty() || task.equals(slug(row.task()))) {
        lines.add(
            List.of(
                row.name(), row.task().toString(), Format.count(row.parameters()), row.paper()));
      }
    }
    System.out.print(Columns.of(lines, 2));
  }

  private static void show(Arguments a) {
    String name = name(a);
    Row row = Zoo.row(name);
    Model model = row.model();
    if (row instanceof Zoo.ImageClassifier c) {
      int classes = a.integer("classes", c.classCount(), 1, 1_000_000);
      int side = a.integer("image-size", c.image().get(0), 1, 4096);
      model = c.model(side, side, classes);
    } else if (a.text("classes").isPresent() || a.text("image-size").isPresent()) {
      throw new IllegalArgumentException(
          "--classes and --image-size are for image classifiers; '%s' is for %s"
              .formatted(name, row.task()));
    }
    LayerTable table = LayerTable.of(model);
    System.out.println(name + ": " + row.task() + ", " + row.paper());
    for (Model.Input input : model.inputs()) {
      System.out.println(
          "input %s %s%s"
              .formatted(
                  input.name(),
                  shape(input.shape()),
                  input.below() == 0 ? "" : " of whole numbers below " + input.below()));
    }
    System.out.println();
    System.out.print(layers(table));
    System.out.println();
    System.out.println(totals(table));
  }

  private static String name(Arguments a) {
    if (a.operands().size() > 1) {
      throw new IllegalArgumentException(
          "'show' takes one name, not " + String.join(" and ", a.operands()));
    }
    String name = a.operands().get(0);
    List<String> names = Zoo.ROWS.stream().map(Row::name).toList();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(Suggest.unknown("architecture", name, names));
    }
    return name;
  }

  private static String layers(LayerTable table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("layer", "op", "output", "parameters", "multiply-adds"));
    for (LayerTable.Row row : table.rows()) {
      lines.add(
          List.of(
              row.path(),
              row.kind(),
              shape(row.output()),
              Format.count(row.parameters()),
              Format.count(row.multiplyAdds())));
    }
    lines.add(
        List.of(
            "all", "", "", Format.count(table.parameters()), Format.count(table.multiplyAdds())));
    return Columns.of(lines, 3, 4);
  }

  private static String totals(LayerTable table) {
    double weights = Float.BYTES * table.parameters() / MEGA;
    double activations = Float.BYTES * table.activations() / MEGA;
    return """
        weights in float32     %8.1f MB
        optimizer (Adam)       %8.1f MB
        activations per example%8.1f MB, kept for the gradients while training
        a training step costs about three times the multiply-adds of a prediction"""
        .formatted(weights, 2 * weights, activations);
  }

  private static String shape(List<Long> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private static List<String> tasks() {
    return Arrays.stream(Row.Task.values()).map(Show::slug).toList();
  }

  private static String slug(Row.Task task) {
    return task.toString().replace(' ', '-');
  }
}
