package org.vivarium.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** In which numbers matrix products and convolutions are computed; weights stay float32. */
public enum Precision {
  FLOAT32,
  /**
   * Brain floats: 8 bits of mantissa, twice the speed where the CPU multiplies matrices of them.
   */
  BFLOAT16,
  /** {@link #BFLOAT16} where the CPU has AMX, otherwise {@link #FLOAT32}. */
  AUTO;

  /** Reads {@code float32}, {@code bfloat16} or {@code auto}. */
  public static Precision of(String name) {
    for (Precision precision : values()) {
      if (precision.toString().equals(name)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "precision is '" + name + "'; it must be one of " + List.of(values()));
  }

  /** This precision, decided for the machine at hand: never {@link #AUTO}. */
  public Precision resolved() {
    if (this != AUTO) {
      return this;
    }
    return hasAmx() ? BFLOAT16 : FLOAT32;
  }

  private static boolean hasAmx() {
    Path cpu = Path.of("/proc/cpuinfo"); // elsewhere than on Linux nobody says, and float32 is safe
    if (!Files.isReadable(cpu)) {
      return false;
    }
    try {
      return Files.readString(cpu).contains("amx_bf16");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
