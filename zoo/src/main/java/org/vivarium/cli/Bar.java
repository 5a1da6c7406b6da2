package org.vivarium.cli;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * How a progress bar looks: {@code epoch 3/8 █████▌ 52 % 24600 images/s loss 0.0580 2 s left}. What
 * does not fit is taken from the bar first.
 */
record Bar(String unit, boolean unicode) implements ProgressBarRenderer {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";

  @Override
  public String render(ProgressState state, int width) {
    long done = state.getCurrent();
    double seconds = state.getElapsedAfterStart().toNanos() / 1e9;
    double rate = (done - state.getStart()) / Math.max(seconds, 1e-9);
    double part = state.getNormalizedProgress();
    StringBuilder right = new StringBuilder();
    // rounded down: not 100 before the end
    right.append(String.format(Locale.ROOT, " %3d %%", (int) (100 * part)));
    if (rate > 0) {
      right.append(String.format(Locale.ROOT, "  %.0f %s/s", rate, unit));
    }
    right.append(state.getExtraMessage());
    if (rate > 0) {
      right.append("  ").append(time((state.getMax() - done) / rate)).append(" left");
    }
    int room = width - state.getTaskName().length() - 1 - right.length();
    String line = state.getTaskName() + " " + bar(part, Math.max(room, 0)) + right;
    // what the last text left behind is blanked
    return line.length() > width
        ? line.substring(0, width)
        : line + " ".repeat(width - line.length());
  }

  private String bar(double part, int length) {
    int eighths = (int) (part * length * 8);
    int whole = eighths / 8;
    if (whole == length) {
      return (unicode ? "█" : "=").repeat(length);
    }
    char edge = unicode ? EIGHTHS.charAt(eighths % 8) : '>';
    return (unicode ? "█" : "=").repeat(whole) + edge + " ".repeat(length - whole - 1);
  }

  /** {@code 9 s}, {@code 12:05} or {@code 3:00:07}. */
  static String time(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
