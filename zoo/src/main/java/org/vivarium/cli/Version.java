package org.vivarium.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Vivarium this is. */
public final class Version {
  private Version() {}

  /** The version that the library's jar was built as, such as {@code 0.1.0}; out of a jar "dev". */
  public static String text() {
    String file = "/META-INF/maven/org.vivarium/vivarium-zoo/pom.properties";
    try (InputStream in = Version.class.getResourceAsStream(file)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "dev");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
