package org.vivarium.kernel;

import java.io.File;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

/** The one place that prepares TensorFlow's native library, for TensorFlow Java and for DJL. */
public final class Native {
  private static final String PLATFORMS = "linux-x86_64, linux-arm64, macosx-arm64, windows-x86_64";

  private static boolean prepared;
  private static boolean alone;

  private Native() {}

  /**
   * Unpacks and loads the library, and points DJL's engine at it, which otherwise would download
   * another one. Cheap when called again.
   *
   * @throws UnsupportedOperationException where there is no library for this platform
   */
  public static synchronized void prepare() {
    if (prepared) {
      return;
    }
    System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
    System.setProperty("OPT_OUT_TRACKING", System.getProperty("OPT_OUT_TRACKING", "true"));
    // JavaCPP would read the process's memory from /proc at each allocation: a fifth of a short
    // call
    String limit = "org.bytedeco.javacpp.maxPhysicalBytes";
    System.setProperty(limit, System.getProperty(limit, "0"));
    String library;
    try {
      library = StartupLog.silently(Native::load);
    } catch (UnsatisfiedLinkError e) {
      throw new UnsupportedOperationException(
          "there is no TensorFlow for '"
              + Loader.getPlatform()
              + "' on the class path: Vivarium runs on "
              + PLATFORMS
              + " (org.tensorflow:tensorflow-core-native with that classifier)",
          e);
    }
    System.setProperty("TENSORFLOW_LIBRARY_PATH", new File(library).getParent());
    prepared = true;
  }

  /**
   * Lets ops be computed one after the other in the thread that asks, all through this process: ops
   * that are over in microseconds, as where a text is written token by token, take several times as
   * long when threads share them. Ask for it before anything else; afterwards nothing changes.
   */
  public static synchronized void oneThread() {
    alone = true;
  }

  /** Loads the library and runs a session once, which is when the last of its log is written. */
  private static String load() {
    String library = Loader.load(org.tensorflow.internal.c_api.global.tensorflow.class);
    try (Graph graph = new Graph();
        Session session = new Session(graph, threads())) {
      session.runner().fetch(Ops.create(graph).constant(0)).run().close();
    }
    return library;
  }

  /** What every session is told of threads. */
  static ConfigProto threads() {
    return alone
        ? ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(-1)
            .build()
        : ConfigProto.getDefaultInstance();
  }
}
