package org.vivarium.bench;

import java.util.List;
import java.util.Map;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;
import org.vivarium.cli.Version;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Precision;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;

/** Our own training steps and inference, written as the vision app writes them. */
public final class Steps {
  private Steps() {}

  /** Arguments: model, measured steps, steps to warm up. */
  public static void main(String[] args) {
    Work work = Work.of(args[0]);
    int steps = Integer.parseInt(args[1]);
    int warmup = Integer.parseInt(args[2]);
    List<Precision> precisions =
        work.whole() ? List.of(Precision.FLOAT32, Precision.BFLOAT16) : List.of(Precision.FLOAT32);
    precisions.forEach(precision -> train(work, precision, steps, warmup));
    precisions.forEach(precision -> infer(work, precision, steps, warmup));
  }

  private static void train(Work work, Precision precision, int steps, int warmup) {
    try (Program program = new Program(1, precision);
        Batch batch = batch(work)) {
      Value logits = work.network().build(program.training(), work.fed.input(program));
      Value loss = Losses.crossEntropy(logits, program.input("label", TInt32.class, -1));
      Step step = program.minimize("train", loss, Optimizer.adam(Rates.constant(Work.RATE)), "");
      Laps laps = Laps.ofLoss(steps, warmup, () -> program.run(step, batch).get("loss"));
      print(work, precision, Timing.TRAIN, program, laps);
    }
  }

  private static void infer(Work work, Precision precision, int steps, int warmup) {
    try (Program program = new Program(1, precision);
        Batch batch = batch(work)) {
      Value logits = work.network().build(program.serving(), work.fed.input(program));
      Laps laps = Laps.of(steps, warmup, () -> program.compute(logits, batch));
      print(work, precision, Timing.INFER, program, laps);
    }
  }

  private static void print(
      Work work, Precision precision, String mode, Program program, Laps laps) {
    Timing.of(
            "vivarium",
            version(),
            work,
            precision.toString(),
            mode,
            work.batch,
            program.size(),
            laps)
        .print();
  }

  static String version() {
    return Version.text() + " on TF " + TensorFlow.version();
  }

  private static Batch batch(Work work) {
    return new Batch(
        Map.of(
            Fed.NAME,
            work.fed.batch(work.batch),
            "label",
            TInt32.tensorOf(Shape.of(work.batch), DataBuffers.of(work.labels()))));
  }
}
