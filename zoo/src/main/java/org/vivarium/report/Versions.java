package org.vivarium.report;

import ai.djl.engine.Engine;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.TensorFlow;
import org.vivarium.kernel.Native;

/** What software and machine a run was made with. */
public final class Versions {
  private Versions() {}

  /** By name; {@code vivarium} is our own version. */
  public static Map<String, Object> of(String vivarium) {
    Map<String, Object> versions = new LinkedHashMap<>();
    Native.prepare(); // before TensorFlow is asked, or its start-up log is seen
    versions.put("vivarium", vivarium);
    versions.put("tensorflow", TensorFlow.version());
    versions.put("djl", Engine.getDjlVersion());
    versions.put("java", Runtime.version().toString());
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    versions.put("processors", Runtime.getRuntime().availableProcessors());
    return versions;
  }
}
