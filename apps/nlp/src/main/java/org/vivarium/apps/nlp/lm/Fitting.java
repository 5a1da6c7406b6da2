package org.vivarium.apps.nlp.lm;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
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
import org.vivarium.layers.Losses;
import org.vivarium.text.Windows;

/** A language model in training: its program, its steps and its windows of text. */
final class Fitting implements AutoCloseable {
  // as most language models are trained; the second is shorter than Adam's own memory
  private static final Optimizer.Adam ADAM = new Optimizer.Adam(.9f, .99f, 1e-8f);

  private static final String HELD_OUT = "validation.";

  private final Config config;
  private final Program program;
  private final Windows training;
  private final Windows validation;
  private final Step train;
  private final Step validate;
  private final Value nats;

  Fitting(Config config, Network network, Material material) {
    this.config = config;
    this.training =
        Windows.random(material.training(), config.context(), config.batchSize(), config.seed());
    this.validation =
        Windows.inOrder(material.validation(), config.context(), config.batchSize())
            .named(HELD_OUT);
    this.program = new Program(config.seed(), config.precision());
    try {
      // of a known size, so that no gradient has to find out what was broadcast
      int batch = config.batchSize();
      var tokens = program.input("tokens", TInt32.class, batch, config.context());
      var labels = program.input("labels", TInt32.class, batch, config.context());
      Value trained =
          nats(network.model((float) config.dropout()).build(program.training(), tokens), labels);
      this.train = program.minimize("train", trained.mean(), optimizer(), "");
      var seen = program.input(HELD_OUT + "tokens", TInt32.class, -1, config.context());
      var next = program.input(HELD_OUT + "labels", TInt32.class, -1, config.context());
      this.nats = nats(network.model(0).build(program.serving(), seen), next);
      this.validate = Step.look(Map.of("loss", nats.mean()));
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  private Optimizer optimizer() {
    int steps = config.epochs() * training.count();
    int rising = Math.min(config.warmUp(), steps / 10); // a short run has a short warm-up
    float rate = (float) config.lr();
    var cosine = Rates.cosine(rate, steps - rising);
    return Optimizer.of(ADAM, rising > 0 ? Rates.warmUp(rising, cosine) : cosine)
        .decay((float) config.weightDecay())
        .clipNorm((float) config.clipNorm());
  }

  /** What each token of the windows costs, {@code [batch * time]}. */
  private static Value nats(Value logits, Operand<TInt32> labels) {
    var tf = logits.tf();
    var flat = tf.reshape(labels, tf.constant(new int[] {-1}));
    return Losses.sparseCrossEntropy(logits.reshape(-1, logits.dim(-1)), flat);
  }

  Program program() {
    return program;
  }

  List<Epoch> fit(List<Listener> listeners, List<Epoch> before) {
    return new Trainer(program, train, validate, config.epochs(), listeners)
        .fit(training, validation, before);
  }

  int windowLength() {
    return config.context();
  }

  long tokensPerEpoch() {
    return (long) training.rows() * config.context();
  }

  /** What the tokens of a text's first windows cost, all but its first token. */
  float[] surprise(int[] text, int windows) {
    Windows all = Windows.inOrder(text, config.context(), windows).named(HELD_OUT);
    try (Batches.Pass pass = all.epoch(1);
        Batch batch = pass.next()) {
      return program.compute(nats, batch).data();
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
