package org.vivarium.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.commons.cli.Option;

/**
 * The options that mean the same in every app, for each verb to pick from, and the makings of
 * others. The values given here as {@code fallback} are what the help says; {@link Arguments} is
 * told them again when the option is read.
 */
public final class Flags {
  private Flags() {}

  public static Option model(String fallback, Collection<String> names) {
    return option("model", "NAME", "the architecture: " + or(names), fallback);
  }

  /** {@code sets} are the names and forms there are, in words. */
  public static Option data(String fallback, String sets) {
    return option("data", "NAME", "the data set: " + sets, fallback);
  }

  public static Option dataDir() {
    return option(
        "data-dir",
        "FOLDER",
        "where the data sets lie",
        "$VIVARIUM_DATA, or else the user's cache");
  }

  public static Option epochs(int fallback) {
    return option("epochs", "N", "passes over the training data", fallback);
  }

  public static Option batchSize(int fallback) {
    return option("batch-size", "N", "examples in one step", fallback);
  }

  public static Option lr(double fallback) {
    return option("lr", "RATE", "learning rate", fallback);
  }

  public static Option seed(long fallback) {
    return option("seed", "N", "the same seed prints the same numbers", fallback);
  }

  public static Option precision(String fallback) {
    return option("precision", "TYPE", "float32, bfloat16 or auto", fallback);
  }

  public static Option out(String fallback) {
    return option("out", "FOLDER", "the run folder, which is made", fallback);
  }

  public static Option resume() {
    return flag("resume", "go on from the checkpoint in the run folder");
  }

  public static Option limit() {
    return option("limit", "N", "only the first N training examples");
  }

  public static Option quiet() {
    return flag("quiet", "no progress on standard error");
  }

  /**
   * The options of a verb that trains: its own, and where data lie, where the run goes, how it goes
   * on and whether it says so.
   */
  public static List<Option> training(Collection<Option> own, String out, Option... more) {
    List<Option> options = new ArrayList<>(own);
    options.addAll(List.of(more));
    options.addAll(List.of(dataDir(), out(out), resume(), quiet()));
    return options;
  }

  /** An option that takes a value. */
  public static Option option(String name, String value, String text) {
    return Option.builder().longOpt(name).hasArg().argName(value).desc(text).get();
  }

  /** An option that takes a value, and the value it has when it is not given. */
  public static Option option(String name, String value, String text, Object fallback) {
    return option(name, value, text + " (default: " + fallback + ")");
  }

  /** An option that takes no value. */
  public static Option flag(String name, String text) {
    return Option.builder().longOpt(name).desc(text).get();
  }

  private static String or(Collection<String> names) {
    String all = String.join(", ", names);
    int last = all.lastIndexOf(", ");
    return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
  }
}
