package org.vivarium.apps.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.cli.ProgressListener;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Trainer;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/** A network over rows, in training or trained. */
final class Learned implements AutoCloseable {
  private static final int AT_ONCE = 500;
  private static final float DECAY = 1e-6f; // keeps a one-class network from growing
  private static final float GENTLY = .1f; // of the rate: what learns much draws all into one place
  private static final float FROM_ZERO = .1f; // where a centre's numbers are moved to at least

  private final Architecture architecture;
  private final Program program;
  private final Step train;
  private final Step validate;
  private final Step pretrain; // of a one-class network, and its loss
  private final Step pretrained;
  private final Map<String, Value> outputs;
  private float[] centre;

  private Learned(Architecture architecture, int seed, double lr, int steps) {
    this.architecture = architecture;
    this.centre = new float[architecture.latent()];
    this.program = new Program(seed);
    try {
      List<Integer> shape = architecture.shape();
      Value x = program.floats("x", -1, shape.get(0), shape.get(1), shape.get(2));
      Value middle = program.floats("centre", architecture.latent());
      Operand<TInt32> labels = program.input("label", TInt32.class, -1);
      this.outputs = architecture.outputs(program::serving, x, middle);
      boolean sphere = architecture.family() == Architecture.Family.SVDD;
      float rate = (float) (sphere ? lr * GENTLY : lr);
      Optimizer optimizer = Optimizer.adam(Rates.oneCycle(rate, steps)).l2(DECAY);
      Value loss = architecture.loss(program.training(), x, middle, labels);
      this.train = program.minimize("train", loss, optimizer, sphere ? "encoder" : "");
      this.validate = Step.look(Map.of("loss", loss));
      if (sphere) {
        Value before = architecture.pretraining(program.training(), x);
        Optimizer first = Optimizer.adam(Rates.oneCycle((float) lr, steps)).l2(DECAY);
        this.pretrain = program.minimize("pretrain", before, first, "");
        this.pretrained = Step.look(Map.of("loss", before));
      } else {
        this.pretrain = null;
        this.pretrained = null;
      }
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** One that is trained. */
  static Learned fit(
      Architecture architecture,
      Samples training,
      Samples validation,
      Config config,
      List<Epoch> history,
      boolean quiet) {
    int perEpoch = (training.size() + config.batchSize() - 1) / config.batchSize();
    Learned learned =
        new Learned(
            architecture,
            config.seed(),
            config.lr(),
            Math.multiplyExact(config.epochs(), perEpoch));
    try {
      learned.train(training, validation, config, history, quiet);
      return learned;
    } catch (RuntimeException e) {
      learned.close();
      throw e;
    }
  }

  /** One that was trained before. */
  static Learned of(Architecture architecture, Weights weights, float[] centre) {
    Learned learned = new Learned(architecture, 0, 1, 1);
    try {
      learned.program.load(weights);
      learned.centre = centre;
      return learned;
    } catch (RuntimeException e) {
      learned.close();
      throw e;
    }
  }

  private void train(
      Samples training, Samples validation, Config config, List<Epoch> history, boolean quiet) {
    if (architecture.family() == Architecture.Family.SVDD) {
      train(pretrain, pretrained, training, validation, config, quiet);
      centre = middle(compute("code", training.rows()));
    }
    history.addAll(train(train, validate, training, validation, config, quiet));
  }

  private List<Epoch> train(
      Step step, Step look, Samples training, Samples validation, Config config, boolean quiet) {
    List<Listener> progress = List.of(new ProgressListener("rows", quiet));
    return new Trainer(program, step, look, config.epochs(), progress)
        .fit(
            shuffled(training, config), inOrder(validation.rows(), validation.labels()), List.of());
  }

  private RowBatches shuffled(Samples samples, Config config) {
    return new RowBatches(
        samples.rows(),
        samples.labels(),
        architecture.shape(),
        centre,
        config.batchSize(),
        config.seed(),
        true);
  }

  /**
   * The mean of the codes before the centre draws them, moved away from 0: without biases a number
   * that is to be 0 is so at once, when the weights are.
   */
  private static float[] middle(double[][] codes) {
    float[] middle = new float[codes[0].length];
    for (double[] code : codes) {
      for (int i = 0; i < middle.length; i++) {
        middle[i] += (float) (code[i] / codes.length);
      }
    }
    for (int i = 0; i < middle.length; i++) {
      if (Math.abs(middle[i]) < FROM_ZERO) {
        middle[i] = middle[i] < 0 ? -FROM_ZERO : FROM_ZERO;
      }
    }
    return middle;
  }

  /** An output for each row, flattened. */
  double[][] compute(String output, double[][] rows) {
    double[][] computed = new double[rows.length][];
    if (rows.length == 0) {
      return computed;
    }
    int at = 0;
    try (Batches.Pass pass = inOrder(rows, new int[rows.length]).epoch(1)) {
      while (pass.hasNext()) {
        try (Batch batch = pass.next()) {
          float[] some = program.compute(outputs.get(output), batch).data();
          int width = some.length / batch.rows();
          for (int i = 0; i < some.length; i += width) {
            double[] row = new double[width];
            for (int c = 0; c < width; c++) {
              row[c] = some[i + c];
            }
            computed[at++] = row;
          }
        }
      }
    }
    return computed;
  }

  /** An output of one number for each row. */
  double[] scores(String output, double[][] rows) {
    return Arrays.stream(compute(output, rows)).mapToDouble(row -> row[0]).toArray();
  }

  private RowBatches inOrder(double[][] rows, int[] labels) {
    return new RowBatches(rows, labels, architecture.shape(), centre, AT_ONCE, 0, false);
  }

  Architecture architecture() {
    return architecture;
  }

  boolean reconstructs() {
    return outputs.containsKey("reconstruction");
  }

  Weights weights() {
    return program.weights();
  }

  long parameters() {
    return program.size();
  }

  float[] centre() {
    return centre.clone();
  }

  @Override
  public void close() {
    program.close();
  }
}
