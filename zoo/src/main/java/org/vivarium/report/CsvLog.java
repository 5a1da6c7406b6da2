package org.vivarium.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Run;

/**
 * One CSV row per epoch: {@code epoch,train_loss,…,validation_loss,…,rate,seconds}. A resumed run
 * starts from the rows of its history, so what a killed run wrote in between is not there twice.
 */
public final class CsvLog implements Listener {
  private final Path file;
  private List<String> columns = List.of();

  public CsvLog(Path file) {
    this.file = file;
  }

  @Override
  public void started(Run run) {
    rewrite(run.history());
  }

  @Override
  public void epoch(Run run, Epoch epoch) {
    if (!columns.equals(columns(run.history()))) {
      rewrite(run.history());
      return;
    }
    try {
      Files.writeString(file, row(epoch), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write '" + file + "'", e);
    }
  }

  private void rewrite(List<Epoch> history) {
    columns = columns(history);
    String text =
        history.isEmpty()
            ? ""
            : String.join(",", columns)
                + "\n"
                + history.stream().map(this::row).collect(Collectors.joining());
    try {
      RunFolder.replace(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write '" + file + "'", e);
    }
  }

  private String row(Epoch epoch) {
    return columns.stream().map(c -> cell(epoch, c)).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(Epoch epoch, String column) {
    return switch (column) {
      case "epoch" -> Integer.toString(epoch.number());
      case "rate" -> Double.toString(epoch.rate());
      case "seconds" -> Double.toString(epoch.seconds());
      default -> {
        String name = column.substring(column.indexOf('_') + 1);
        Double value = (column.startsWith("train_") ? epoch.train() : epoch.validation()).get(name);
        yield value == null ? "" : value.toString();
      }
    };
  }

  private static List<String> columns(List<Epoch> history) {
    List<String> columns = new ArrayList<>(List.of("epoch"));
    names(history, e -> e.train().keySet()).forEach(name -> columns.add("train_" + name));
    names(history, e -> e.validation().keySet()).forEach(name -> columns.add("validation_" + name));
    columns.addAll(List.of("rate", "seconds"));
    return columns;
  }

  /** Loss first, then by name: the order of a map that came from elsewhere may be any. */
  static List<String> names(List<Epoch> history, Function<Epoch, Set<String>> keys) {
    Set<String> names =
        history.stream()
            .flatMap(e -> keys.apply(e).stream())
            .sorted()
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<String> ordered = new ArrayList<>();
    if (names.remove("loss")) {
      ordered.add("loss");
    }
    ordered.addAll(names);
    return ordered;
  }
}
