package org.vivarium.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.vivarium.kernel.Epoch;

/** What the epochs of a run say, as JSON, as curves and in words. */
public final class History {
  private static final double LOW_ACCURACY = 0.8;

  private History() {}

  /**
   * The epochs for {@code report.json}: {@code epoch, train_loss, validation_loss,
   * validation_accuracy, seconds, learning_rate} (null where there is none), then what else was
   * reported.
   */
  public static List<Map<String, Object>> json(List<Epoch> history) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Epoch epoch : history) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("epoch", epoch.number());
      map.put("train_loss", epoch.train().get("loss"));
      map.put("validation_loss", epoch.validation().get("loss"));
      map.put("validation_accuracy", epoch.validation().get("accuracy"));
      map.put("seconds", epoch.seconds());
      map.put("learning_rate", epoch.rate());
      CsvLog.names(history, e -> e.train().keySet())
          .forEach(name -> map.putIfAbsent("train_" + name, epoch.train().get(name)));
      CsvLog.names(history, e -> e.validation().keySet())
          .forEach(name -> map.putIfAbsent("validation_" + name, epoch.validation().get(name)));
      list.add(map);
    }
    return list;
  }

  /** The epoch of the lowest validation loss (training loss, if nothing was validated). */
  public static Optional<Epoch> best(List<Epoch> history) {
    ToDoubleFunction<Epoch> loss = validated(history) ? History::validation : History::train;
    return history.stream()
        .filter(e -> Double.isFinite(loss.applyAsDouble(e)))
        .min(Comparator.comparingDouble(loss));
  }

  /** A chart per measure, loss first, training and validation together; then the learning rate. */
  public static List<LineChart> charts(List<Epoch> history) {
    Set<String> names = new LinkedHashSet<>(CsvLog.names(history, e -> e.train().keySet()));
    names.addAll(CsvLog.names(history, e -> e.validation().keySet()));
    List<LineChart> charts = new ArrayList<>();
    for (String name : names) {
      LineChart chart = LineChart.of(title(name), "epoch", name);
      chart = chart.series("training", points(history, e -> value(e.train(), name)));
      if (history.stream().anyMatch(e -> e.validation().containsKey(name))) {
        chart = chart.series("validation", points(history, e -> value(e.validation(), name)));
      }
      Optional<Epoch> best = best(history);
      if (history.size() > 1 && best.isPresent()) {
        int number = best.get().number();
        chart = chart.mark(number, "best: epoch " + number);
      }
      charts.add(chart);
    }
    double low = history.stream().mapToDouble(Epoch::rate).min().orElse(0);
    double high = history.stream().mapToDouble(Epoch::rate).max().orElse(0);
    if (high > low) {
      charts.add(
          LineChart.of("Learning rate", "epoch", "rate")
              .series("rate", points(history, Epoch::rate)));
    }
    return charts;
  }

  /** What the curves say about the fit, and what to try next. */
  public static String diagnosis(List<Epoch> history) {
    if (history.size() < 3) {
      return "Too few epochs to read the curves: train for three or more.";
    }
    Epoch first = history.get(0);
    Epoch last = history.get(history.size() - 1);
    Optional<Epoch> best = best(history);
    if (best.isEmpty() || !Double.isFinite(train(last))) {
      return "The loss is no longer a number: lower the learning rate, or clip the gradients.";
    }
    if (!validated(history)) {
      return train(last) < train(first)
          ? "The training loss fell from %s to %s. Nothing was validated, so over-fitting cannot be told."
              .formatted(Format.number(train(first)), Format.number(train(last)))
          : "The training loss did not fall: try another learning rate, higher first.";
    }
    double lowest = validation(best.get());
    // one bad epoch is noise: the whole tail must lie above the best
    double tail =
        history.stream()
            .skip(history.size() - Math.max(2, history.size() / 4))
            .mapToDouble(History::validation)
            .min()
            .orElse(Double.NaN);
    if (tail > 1.05 * lowest && train(last) < train(best.get())) {
      return ("Over-fitting: after epoch %d the validation loss rose from %s to %s while the training loss"
              + " fell on to %s. Stop there, or give it more data, augmentation, dropout or weight"
              + " decay.")
          .formatted(
              best.get().number(),
              Format.number(lowest),
              Format.number(validation(last)),
              Format.number(train(last)));
    }
    Epoch earlier = history.get(history.size() - 1 - Math.max(1, history.size() / 4));
    double gain = (validation(earlier) - validation(last)) / Math.abs(validation(earlier));
    if (gain > 0.03 && best.get().equals(last)) {
      return ("Still improving: the validation loss fell from %s to %s over the last %d epochs. More"
              + " epochs would help.")
          .formatted(
              Format.number(validation(earlier)),
              Format.number(validation(last)),
              last.number() - earlier.number());
    }
    double accuracy =
        last.train().containsKey("accuracy")
            ? value(last.train(), "accuracy")
            : value(last.validation(), "accuracy");
    boolean high =
        Double.isNaN(accuracy) ? train(last) > 0.8 * train(first) : accuracy < LOW_ACCURACY;
    if (high && validation(last) < 1.25 * train(last)) {
      return ("Under-fitting: training and validation loss are both high (%s and %s) and hardly fall any"
              + " more. Try a larger network, a higher learning rate or less regularisation.")
          .formatted(Format.number(train(last)), Format.number(validation(last)));
    }
    if (validation(last) > 1.05 * lowest) {
      return ("The validation loss goes up and down; its best was %s at epoch %d. A lower learning rate"
              + " at the end (cosine, one-cycle) steadies it.")
          .formatted(Format.number(lowest), best.get().number());
    }
    return ("The curves have settled: the validation loss is %s, at best %s (epoch %d). More epochs alone"
            + " would change little.")
        .formatted(Format.number(validation(last)), Format.number(lowest), best.get().number());
  }

  private static boolean validated(List<Epoch> history) {
    return history.stream().anyMatch(e -> e.validation().containsKey("loss"));
  }

  private static double train(Epoch epoch) {
    return value(epoch.train(), "loss");
  }

  private static double validation(Epoch epoch) {
    return value(epoch.validation(), "loss");
  }

  private static double value(Map<String, Double> values, String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  private static List<LineChart.Point> points(List<Epoch> history, ToDoubleFunction<Epoch> y) {
    return history.stream().map(e -> new LineChart.Point(e.number(), y.applyAsDouble(e))).toList();
  }

  private static String title(String name) {
    String words = name.replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
