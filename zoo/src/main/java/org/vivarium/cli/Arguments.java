package org.vivarium.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/**
 * What a command line says, typed and checked: what cannot be is an {@link
 * IllegalArgumentException} that names the option, the value and what it must be.
 */
public final class Arguments {
  private final CommandLine line;
  private final Map<String, String> otherwise;

  Arguments(CommandLine line) {
    this(line, Map.of());
  }

  private Arguments(CommandLine line, Map<String, String> otherwise) {
    this.line = line;
    this.otherwise = otherwise;
  }

  /** The same line, where an option that is not given has a value of these, such as a run's. */
  public Arguments or(Map<String, String> values) {
    return new Arguments(line, Map.copyOf(values));
  }

  /** A line that says nothing: every option has its fallback. */
  public static Arguments none() {
    return new Arguments(CommandLine.builder().get());
  }

  /** A whole number from {@code least} to {@code most}; {@code fallback} when it is not given. */
  public int integer(String name, int fallback, int least, int most) {
    return (int) whole(name, fallback, least, most);
  }

  /** As {@link #integer}, of 64 bits. */
  public long whole(String name, long fallback, long least, long most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    BigDecimal value = decimal(name, text.get(), "a whole number");
    if (value.stripTrailingZeros().scale() > 0) {
      throw bad(name, text.get(), "a whole number");
    }
    checkInside(name, text.get(), value, BigDecimal.valueOf(least), BigDecimal.valueOf(most));
    return value.longValue();
  }

  /** A number from {@code least} to {@code most}; {@code fallback} when it is not given. */
  public double number(String name, double fallback, double least, double most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    BigDecimal value = decimal(name, text.get(), "a number");
    checkInside(name, text.get(), value, BigDecimal.valueOf(least), BigDecimal.valueOf(most));
    return value.doubleValue();
  }

  /** One of these names; {@code fallback} when it is not given. */
  public String choice(String name, String fallback, List<String> names) {
    Optional<String> value = text(name);
    if (value.isPresent() && !names.contains(value.get())) {
      throw new IllegalArgumentException(Suggest.unknown(name, value.get(), names));
    }
    return value.orElse(fallback);
  }

  /** A file or folder, relative to where the person stands; empty when it is not given. */
  public Optional<Path> path(String name) {
    return text(name).map(Path::of);
  }

  /** Any text but a blank one; empty when it is not given. */
  public Optional<String> text(String name) {
    String[] values = line.getOptionValues(name);
    if (values == null) {
      return Optional.ofNullable(otherwise.get(name));
    }
    if (values.length > 1) {
      throw new IllegalArgumentException(
          "--" + name + " is given twice: " + String.join(" and ", values));
    }
    if (values[0].isBlank()) {
      throw new IllegalArgumentException("--" + name + " is empty");
    }
    return Optional.of(values[0]);
  }

  /** Whether an option that takes no value is there. */
  public boolean flag(String name) {
    return line.hasOption(name);
  }

  /** The words after the options. */
  public List<String> operands() {
    return List.copyOf(line.getArgList());
  }

  // of decimals, where no number overflows before it is compared, and '1f' or 'NaN' is none
  private static BigDecimal decimal(String name, String text, String kind) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw bad(name, "'" + text + "'", kind);
    }
  }

  private static void checkInside(
      String name, String text, BigDecimal value, BigDecimal least, BigDecimal most) {
    if (value.compareTo(least) < 0) {
      throw bad(name, text, "at least " + plain(least));
    }
    if (value.compareTo(most) > 0) {
      throw bad(name, text, "at most " + plain(most));
    }
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private static IllegalArgumentException bad(String name, String value, String kind) {
    return new IllegalArgumentException("--" + name + " is " + value + "; it must be " + kind);
  }
}
