package org.vivarium.kernel;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.function.Supplier;

/**
 * Keeps TensorFlow's start-up log off the terminal. Some of it heeds no environment variable, and a
 * process cannot set one for itself from Java, so both are done through the C library.
 */
final class StartupLog {
  private static final String LEVEL = "TF_CPP_MIN_LOG_LEVEL";
  private static final String WARNINGS = "2";
  private static final int STDERR = 2;
  private static final int WRITE_ONLY = 1;

  /** The functions of the C library that are needed here. */
  interface C extends Library {
    int setenv(String name, String value, int overwrite);

    int open(String path, int flags);

    int dup(int descriptor);

    int dup2(int from, int to);

    int close(int descriptor);
  }

  private StartupLog() {}

  /**
   * Does something while nothing written to standard error is seen. A user who asks for the log
   * with {@code TF_CPP_MIN_LOG_LEVEL=0} gets it.
   */
  static <T> T silently(Supplier<T> work) {
    if (Platform.isWindows() || "0".equals(System.getenv(LEVEL))) {
      return work.get();
    }
    C c = Native.load("c", C.class);
    c.setenv(LEVEL, WARNINGS, 0);
    int nowhere = c.open("/dev/null", WRITE_ONLY);
    int kept = c.dup(STDERR);
    c.dup2(nowhere, STDERR);
    try {
      return work.get();
    } finally {
      c.dup2(kept, STDERR);
      c.close(kept);
      c.close(nowhere);
    }
  }
}
