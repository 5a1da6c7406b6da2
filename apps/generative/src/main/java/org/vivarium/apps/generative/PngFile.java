package org.vivarium.apps.generative;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.report.Picture;
import org.vivarium.report.RunFolder;

/** The PNG that a verb draws on: its option {@code --out}. */
public record PngFile(Path path) {
  public static Option option(String fallback) {
    return Flags.option("out", "FILE", "the PNG, which is written over", fallback);
  }

  /** What the command line names, before any work is done for it. */
  public static PngFile of(Arguments a, String fallback) {
    Path out = a.path("out").orElse(Path.of(fallback)).toAbsolutePath();
    if (Files.isDirectory(out)) {
      throw new IllegalArgumentException("--out is the folder '" + out + "'; it must be a file");
    }
    return new PngFile(out);
  }

  /** Writes the sheet, small ones enlarged. */
  public void write(Picture sheet) throws IOException {
    new RunFolder(path.getParent())
        .bytes(path.getFileName().toString(), Pictures.enlarged(sheet).png());
  }
}
