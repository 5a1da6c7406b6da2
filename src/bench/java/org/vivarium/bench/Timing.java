package org.vivarium.bench;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.Arrays;

/**
 * How long one kind of work took in one process: a line of JSON, of the same form from Java and
 * from Python.
 *
 * @param mode {@link #TRAIN}, {@link #INFER} or what else a main measures
 * @param variant which way of the framework, "" where it has one
 * @param batch examples in a step
 * @param steps how many were measured, after those to warm up
 * @param parameters trained ones, to see that all frameworks have the same network
 * @param firstLoss of the first step, null where there is no loss
 */
record Timing(
    String framework,
    String version,
    String model,
    String precision,
    String mode,
    String variant,
    int batch,
    int steps,
    double medianMs,
    double minMs,
    double examplesPerSecond,
    long parameters,
    Double firstLoss,
    Double lastLoss) {
  static final String TRAIN = "train";
  static final String INFER = "infer";
  static final String PIPELINE = "pipeline";
  static final String RAW = "predict-raw";
  static final String DJL = "predict-djl";

  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .create();

  static Timing of(
      String framework,
      String version,
      Work work,
      String precision,
      String mode,
      int batch,
      long parameters,
      Laps laps) {
    double median = Laps.median(laps.ms());
    return new Timing(
        framework,
        version,
        work.toString(),
        precision,
        mode,
        "",
        batch,
        laps.ms().length,
        median,
        Arrays.stream(laps.ms()).min().orElseThrow(),
        1e3 * batch / median,
        parameters,
        laps.firstLoss(),
        laps.lastLoss());
  }

  static Timing parse(String line) {
    return GSON.fromJson(line, Timing.class);
  }

  void print() {
    System.out.println(GSON.toJson(this));
  }
}
