package org.vivarium.kernel;

import ai.djl.TrainingDivergedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;

/**
 * The training loop: runs a step over a data set, epoch by epoch, looks at validation data after
 * each, and tells listeners.
 *
 * @param train the updating steps of each epoch, counted from 1; it reports {@code loss}. An epoch
 *     with other steps than the one before lets them begin anew
 * @param validate steps that only look
 * @param listeners told in this order
 */
public record Trainer(
    Program program,
    IntFunction<Steps> train,
    Steps validate,
    int epochs,
    List<Listener> listeners) {
  public Trainer {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs are " + epochs + "; there must be at least 1");
    }
    listeners = List.copyOf(listeners);
  }

  /** A run with one step for all epochs. */
  public Trainer(
      Program program, Steps train, Steps validate, int epochs, List<Listener> listeners) {
    this(program, epoch -> train, validate, epochs, listeners);
  }

  /**
   * Trains up to {@code epochs} epochs in all.
   *
   * @param validation may be null
   * @param before the epochs of a run that is resumed; empty for a new one
   * @return the history, those epochs included
   * @throws CancellationException when the thread is interrupted
   * @throws TrainingDivergedException when a loss is not a number any more
   */
  public List<Epoch> fit(Batches training, Batches validation, List<Epoch> before) {
    Going run = new Going(program, epochs, training, new ArrayList<>(before));
    listeners.forEach(l -> l.started(run));
    try {
      for (int e = before.size() + 1; e <= epochs && run.reason.isEmpty(); e++) {
        Epoch epoch = epoch(run, e, training, validation);
        run.history.add(epoch);
        listeners.forEach(l -> l.epoch(run, epoch));
      }
    } finally {
      listeners.forEach(l -> l.ended(run));
    }
    return run.history();
  }

  private Epoch epoch(Going run, int number, Batches training, Batches validation) {
    long start = System.nanoTime();
    Means trained = new Means();
    Steps updates = train.apply(number);
    boolean anew = number > 1 && !updates.equals(train.apply(number - 1));
    Step update = null;
    try (Batches.Pass pass = training.epoch(number)) {
      for (int step = 1; pass.hasNext(); step++) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("training was interrupted in epoch " + number);
        }
        try (Batch batch = pass.next()) {
          update = updates.of(batch);
          if (anew && step == 1) {
            program.restart(update);
          }
          Map<String, Float> reports = program.run(update, batch);
          guard(reports, update, number, step, trained);
          trained.add(reports, batch.weight());
          float loss = reports.get("loss");
          for (Listener listener : listeners) {
            listener.batch(run, number, step, loss);
          }
        }
      }
    }
    Map<String, Double> validated = validation == null ? Map.of() : means(validation);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Epoch(number, trained.means(), validated, program.rate(update), seconds);
  }

  /** The means of the validation step's reports over one pass. */
  private Map<String, Double> means(Batches batches) {
    Means means = new Means();
    try (Batches.Pass pass = batches.epoch(1)) {
      while (pass.hasNext()) {
        try (Batch batch = pass.next()) {
          means.add(program.run(validate.of(batch), batch), batch.weight());
        }
      }
    }
    return means.means();
  }

  private void guard(Map<String, Float> reports, Step update, int epoch, int step, Means before) {
    float loss = reports.get("loss");
    if (!Float.isFinite(loss)) {
      throw new TrainingDivergedException(
          "the loss became "
              + loss
              + " at step "
              + step
              + " of epoch "
              + epoch
              + (before.sums.isEmpty() ? "" : " (mean before: " + before.means().get("loss") + ")")
              + ", at learning rate "
              + program.rate(update)
              + ". Try a rate ten times smaller, clip the gradients' norm at 1, or look for"
              + " values that are not numbers in the data.");
    }
  }

  /** Means of scalars over what the batches weigh. */
  private static final class Means {
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private final Map<String, Double> weights = new HashMap<>(); // not every batch reports all

    void add(Map<String, Float> reports, double more) {
      reports.forEach(
          (name, x) -> {
            sums.merge(name, x * more, Double::sum);
            weights.merge(name, more, Double::sum);
          });
    }

    Map<String, Double> means() {
      Map<String, Double> means = new LinkedHashMap<>();
      sums.forEach((name, sum) -> means.put(name, sum / weights.get(name)));
      return Collections.unmodifiableMap(means);
    }
  }

  /** The run that goes on. */
  private static final class Going implements Run {
    private final Program program;
    private final int epochs;
    private final Batches training;
    private final List<Epoch> history;
    private String reason = "";

    Going(Program program, int epochs, Batches training, List<Epoch> history) {
      this.program = program;
      this.epochs = epochs;
      this.training = training;
      this.history = history;
    }

    @Override
    public Program program() {
      return program;
    }

    @Override
    public int epochs() {
      return epochs;
    }

    @Override
    public int stepsPerEpoch() {
      return training.count();
    }

    @Override
    public int rowsPerEpoch() {
      return training.rows();
    }

    @Override
    public List<Epoch> history() {
      return Collections.unmodifiableList(history);
    }

    @Override
    public void stop(String reason) {
      this.reason = reason;
    }

    @Override
    public String stopped() {
      return reason;
    }
  }
}
