package org.vivarium.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.StringJoiner;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Run;

/**
 * Tells on standard error how a training run goes: a line per epoch, and while an epoch lasts, a
 * bar with the rate, the mean loss so far and the time left, where there is a terminal to draw on.
 */
public final class ProgressListener implements Listener {
  private static final int REFRESH_MILLIS = 200;
  private static final int WIDEST_BAR = 110;

  private final String unit;
  private final boolean quiet;
  private final PrintStream err;
  private final int width; // of the bar; 0 for no bar
  private ProgressBar bar;
  private double losses;
  private long begun;
  private long last;
  private long shown;

  /**
   * @param unit what the examples are, in the plural: {@code images}
   * @param quiet to say nothing at all
   */
  public ProgressListener(String unit, boolean quiet) {
    this(unit, quiet, System.err, quiet ? OptionalInt.empty() : Terminal.columns());
  }

  ProgressListener(String unit, boolean quiet, PrintStream err, OptionalInt columns) {
    this.unit = unit;
    this.quiet = quiet;
    this.err = err;
    // the last column stays free: a full line would wrap
    this.width = columns.isEmpty() ? 0 : Math.min(columns.getAsInt() - 1, WIDEST_BAR);
  }

  @Override
  public void started(Run run) {
    begun = System.nanoTime();
  }

  @Override
  public void batch(Run run, int epoch, int step, float loss) {
    losses = step == 1 ? loss : losses + loss;
    last = System.nanoTime();
    if (quiet || width <= 0) {
      return;
    }
    long rows = (long) run.rowsPerEpoch() * step / run.stepsPerEpoch();
    if (bar == null) {
      bar = bar(run, epoch, rows);
    }
    bar.stepTo(rows);
    // a text per step would cost more than small models have to spare
    if (last - shown > REFRESH_MILLIS * 1_000_000L || step == run.stepsPerEpoch()) {
      shown = last;
      bar.setExtraMessage("  loss " + number(losses / step));
    }
  }

  @Override
  public void epoch(Run run, Epoch epoch) {
    closeBar();
    long now = System.nanoTime();
    if (!quiet) {
      StringJoiner line = new StringJoiner("  ");
      line.add("epoch " + epoch.number() + "/" + run.epochs());
      line.add(numbers(epoch.train()));
      if (!epoch.validation().isEmpty()) {
        line.add("validation " + numbers(epoch.validation()));
      }
      double seconds = Math.max(last - begun, 1) / 1e9;
      line.add(String.format(Locale.ROOT, "%.0f %s/s", run.rowsPerEpoch() / seconds, unit));
      line.add(String.format(Locale.ROOT, "%.1f s", epoch.seconds()));
      err.println(line);
    }
    begun = now;
  }

  @Override
  public void ended(Run run) {
    closeBar();
    if (!quiet && !run.stopped().isEmpty()) {
      err.println("stopped: " + run.stopped());
    }
  }

  private ProgressBar bar(Run run, int epoch, long rows) {
    boolean unicode = "UTF-8".equals(System.getProperty("native.encoding"));
    // a consumer of our own: the library's would open a terminal with native code, and warn
    return new ProgressBarBuilder()
        .setTaskName("epoch " + epoch + "/" + run.epochs())
        .setInitialMax(run.rowsPerEpoch())
        .startsFrom(rows, Duration.ZERO)
        .setRenderer(new Bar(unit, unicode))
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .setConsumer(new DelegatingProgressBarConsumer(text -> err.print("\r" + text), width))
        .build();
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
      err.print("\r" + " ".repeat(width) + "\r");
      err.flush();
    }
  }

  private static String numbers(Map<String, Double> values) {
    StringJoiner text = new StringJoiner(", ");
    values.forEach((name, value) -> text.add(name + " " + number(value)));
    return text.toString();
  }

  private static String number(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size == 0 || size >= 1e-3 ? "%.4f" : "%.2e", value);
  }
}
