package org.vivarium.zoo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/**
 * A language model that reads on where it left off: what it knows of the text before (keys and
 * values of attention, or states) stays with it as tensors, so a token costs one pass over that
 * token alone. Where the text outgrows the model's reach, the model forgets all but the last half
 * of its reach, which it reads anew: places are counted from the start of what it sees. That is
 * twice the work for each token at most.
 */
public final class Continuation implements AutoCloseable {
  private static final String TOKENS = "tokens";
  private static final String LOGITS = "logits";
  private static final int MANY = 32; // tokens of a given text that are read at once

  private final LanguageModel model;
  private final Program program = new Program(0);
  private final List<Model.Input> memories;
  private final Map<String, Value> afterOne;
  private final Map<String, Value> afterMany;
  private final List<Integer> seen = new ArrayList<>(); // as far as the model reaches
  private Map<String, Tensor> past = Map.of(); // by the names of the inputs
  private AutoCloseable owner = () -> {}; // of the past

  /** With first weights: {@link #load} others. */
  public Continuation(LanguageModel model) {
    this.model = model;
    try {
      Model one = model.step(1);
      memories = one.inputs().stream().filter(in -> !in.name().equals(TOKENS)).toList();
      Model.Inputs inputs = one.declare(program, 1);
      afterOne = one.build(program.serving(), inputs);
      Map<String, Operand<?>> wider = new HashMap<>(inputs.operands());
      wider.put(TOKENS, program.input(TOKENS + "." + MANY, TInt32.class, 1, MANY));
      afterMany = model.step(MANY).build(program.serving(), new Model.Inputs(wider));
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** Takes over weights and forgets the text. */
  public void load(Weights weights) {
    program.load(weights);
    forget();
  }

  /** Begins another text. */
  public void forget() {
    seen.clear();
    release();
    Map<String, Tensor> empty = new LinkedHashMap<>();
    for (Model.Input memory : memories) {
      long[] shape = memory.batchShape(1);
      for (int i = 0; i < shape.length; i++) {
        shape[i] = Math.max(0, shape[i]); // an open axis is a past of no length
      }
      Shape of = Shape.of(shape);
      float[] zeros = new float[Math.toIntExact(of.size())];
      empty.put(memory.name(), TFloat32.tensorOf(of, DataBuffers.of(zeros)));
    }
    past = empty;
    owner = () -> empty.values().forEach(Tensor::close);
  }

  /**
   * Reads tokens, one at least, and gives the logits of what follows the last of them.
   *
   * @return as many numbers as there are tokens in the vocabulary
   */
  public float[] read(int... tokens) {
    if (tokens.length == 0) {
      throw new IllegalArgumentException("there are no tokens to go on from");
    }
    if (past.isEmpty()) {
      forget();
    }
    float[] logits = null;
    int from = Math.max(0, tokens.length - model.reach()); // the rest would be forgotten anyway
    for (int at = from; at < tokens.length; ) {
      int room = model.reach() - seen.size();
      if (room == 0) {
        slide();
        continue;
      }
      boolean many = Math.min(room, tokens.length - at) >= MANY;
      int count = many ? MANY : 1;
      int[] some = new int[count];
      System.arraycopy(tokens, at, some, 0, count);
      logits = step(some);
      at += count;
    }
    return logits;
  }

  private void slide() {
    List<Integer> kept =
        new ArrayList<>(seen.subList(seen.size() - model.reach() / 2, seen.size()));
    forget();
    if (!kept.isEmpty()) {
      read(kept.stream().mapToInt(token -> token).toArray());
    }
  }

  private float[] step(int... tokens) {
    boolean many = tokens.length == MANY;
    Map<String, Value> outputs = many ? afterMany : afterOne;
    List<Value> wanted = new ArrayList<>(List.of(outputs.get(LOGITS)));
    memories.forEach(memory -> wanted.add(outputs.get(memory.name())));
    Map<String, Tensor> fed = new LinkedHashMap<>(past);
    Result result;
    try (TInt32 in = TInt32.tensorOf(Shape.of(1, tokens.length), DataBuffers.of(tokens))) {
      fed.put(many ? TOKENS + "." + MANY : TOKENS, in);
      result = program.fetch(wanted, new Batch(fed, 1));
    }
    release();
    owner = result;
    past = new LinkedHashMap<>();
    for (int i = 0; i < memories.size(); i++) {
      past.put(memories.get(i).name(), result.get(i + 1));
    }
    if (model.reach() < Integer.MAX_VALUE) {
      for (int token : tokens) {
        seen.add(token);
      }
    }
    return last((TFloat32) result.get(0));
  }

  /** The last row of {@code [1, time, vocabulary]}. */
  private float[] last(TFloat32 logits) {
    float[] row = new float[model.vocabulary()];
    float[] all = new float[Math.toIntExact(logits.size())];
    logits.copyTo(DataBuffers.of(all));
    System.arraycopy(all, all.length - row.length, row, 0, row.length);
    return row;
  }

  private void release() {
    try {
      owner.close();
    } catch (Exception e) {
      throw new IllegalStateException(e); // tensors do not throw
    }
    owner = () -> {};
    past = Map.of();
  }

  @Override
  public void close() {
    release();
    program.close();
  }
}
