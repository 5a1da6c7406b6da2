package org.vivarium.kernel;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.dropout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;
import org.vivarium.layers.Losses;

/** A small regression with everything that has a state or draws numbers. */
final class Toy implements AutoCloseable {
  private static final int ROWS = 16;
  private static final Layer NETWORK =
      chain(dense("fc1", 8), batchNorm("bn"), relu(), dropout(.3f), dense("fc2", 2));

  final Program program;
  final Step train;
  final Step validate;

  Toy(int seed, Optimizer optimizer) {
    program = new Program(seed);
    Value x = program.floats("x", -1, 4);
    Value y = program.floats("y", -1, 2);
    Value loss = Losses.meanSquaredError(NETWORK.build(program.training(), x), y);
    train = program.minimize("train", loss, optimizer, "");
    Value served = Losses.meanSquaredError(NETWORK.build(program.serving(), x), y);
    validate = Step.look(Map.of("loss", served));
  }

  /** Data of its own for every number; {@code rows} of it. */
  static Batch batch(int number, int rows) {
    return Goldens.batch(
        Map.of(
            "x", Formula.array("x" + number, 1, rows, 4),
            "y", Formula.array("y" + number, 1, rows, 2)));
  }

  /** Trains on the batches from {@code first} on and returns their losses. */
  List<Float> losses(int first, int steps) {
    List<Float> losses = new ArrayList<>();
    for (int i = first; i < first + steps; i++) {
      try (Batch batch = batch(i, ROWS)) {
        losses.add(program.run(train, batch).get("loss"));
      }
    }
    return losses;
  }

  @Override
  public void close() {
    program.close();
  }
}
