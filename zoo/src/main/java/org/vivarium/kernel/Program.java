package org.vivarium.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * A graph with its inputs, parameters and steps, and the session that runs them. Everything is
 * declared before the first run; afterwards the graph stays as it is.
 */
public final class Program implements AutoCloseable {
  {
    Native.prepare(); // before the first field that needs it
  }

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Ops passing = Ops.create(new PassEnvironment(graph));
  private final int seed;
  private final Precision precision;
  private final Map<String, Placeholder<?>> inputs = new LinkedHashMap<>();
  private final Map<String, Param> params = new LinkedHashMap<>();
  private final Map<String, Param> slots = new LinkedHashMap<>();
  private final List<Flattened> flattened = new ArrayList<>();
  private final List<Descent.Update> updates = new ArrayList<>();
  private final Map<String, Integer> runs = new TreeMap<>();

  private Placeholder<TFloat32> rate;
  private Placeholder<TFloat32> count;
  private Placeholder<TInt32> clock;
  private int steps;
  private int passes;
  private Executor executor; // made with the first run

  public Program(int seed) {
    this(seed, Precision.FLOAT32);
  }

  public Program(int seed, Precision precision) {
    this.seed = seed;
    this.precision = precision.resolved();
  }

  /** The ops of TensorFlow over this program's graph. */
  public Ops tf() {
    return tf;
  }

  /** What the products are computed in: never {@link Precision#AUTO}. */
  public Precision precision() {
    return precision;
  }

  /**
   * A pass in training mode. Passes share their parameters by path.
   *
   * @param frozen paths under which layers are built as for serving: no dropout, and batch norm
   *     uses and keeps the statistics it has. A step leaves their weights alone when it is told so
   */
  public Net training(String... frozen) {
    return pass("training", Paths.ALL.but(List.of(frozen)));
  }

  /** A pass as the finished network is used. */
  public Net serving() {
    return pass("serving", Paths.under());
  }

  private Net pass(String name, Paths training) {
    passes++;
    return new Net(
        this, passing.withSubScope(name), "", training, passes, new HashSet<>(), new HashMap<>());
  }

  /** Declares an input of floats; -1 leaves an axis open. */
  public Value floats(String name, long... shape) {
    return new Value(tf, input(name, TFloat32.class, shape));
  }

  /** Declares an input of bytes and reads it as floats between 0 and 1. */
  public Value pixels(String name, long... shape) {
    var bytes = input(name, TUint8.class, shape);
    return new Value(tf, tf.dtypes.cast(bytes, TFloat32.class)).times(1 / 255f);
  }

  /** Declares an input; a batch feeds it by its name. */
  public <T extends TType> Placeholder<T> input(String name, Class<T> type, long... shape) {
    if (inputs.containsKey(name)) {
      throw new IllegalStateException("input '" + name + "' is declared twice");
    }
    var input = tf.withName(name).placeholder(type, Placeholder.shape(Shape.of(shape)));
    inputs.put(name, input);
    return input;
  }

  /** The parameters under a path, in the order they were built; all of them under "". */
  public List<Param> params(String root) {
    return params.values().stream().filter(p -> Param.under(root, p.path())).toList();
  }

  /** How many numbers the trained parameters hold. */
  public long size() {
    return params.values().stream().filter(Param::trained).mapToLong(p -> p.shape().size()).sum();
  }

  /**
   * The parameters that meet the numbers of a flattened image one by one, by path, and how many
   * channels the image has. Those of a network that flattens channel-last are in another order.
   */
  public Map<String, Long> flattened() {
    Map<String, Long> met = new TreeMap<>();
    for (Flattened image : flattened) {
      params.values().stream()
          .filter(p -> image.meets(p.variable()))
          .forEach(p -> met.put(p.path(), image.channels()));
    }
    return met;
  }

  /**
   * A step that lowers {@code loss} by moving the trained parameters under {@code root}, and no
   * others. It reports {@code loss}, without the penalties of the optimizer.
   *
   * @param name keeps the optimizer's state apart from that of other steps
   * @param root a path; "" for all parameters
   */
  public Step minimize(String name, Value loss, Optimizer optimizer, String root) {
    return minimize(name, loss, optimizer, Paths.under(root));
  }

  /** A step that lowers {@code loss} by moving the chosen parameters; buffers outside stay, too. */
  public Step minimize(String name, Value loss, Optimizer optimizer, Paths moved) {
    if (runs.putIfAbsent(name, 0) != null) {
      throw new IllegalStateException("step '" + name + "' is made twice");
    }
    return descent(name, loss, optimizer, moved);
  }

  /**
   * A step to take over from {@code former} at some point of training, as when more of a network is
   * unfrozen. It has the other's name and its memory for the optimizer's state: {@link #restart}
   * when it does.
   */
  public Step minimize(Step former, Value loss, Optimizer optimizer, Paths moved) {
    return descent(former.name(), loss, optimizer, moved);
  }

  private Step descent(String name, Value loss, Optimizer optimizer, Paths moved) {
    return new Descent(graph, tf, params, updates)
        .step(name, loss, optimizer, moved, new Slots(name));
  }

  /** Lets a step begin anew: its optimizer remembers nothing, and its rate starts over. */
  public void restart(Step step) {
    List<Param> memory =
        slots.values().stream().filter(p -> Param.under(memory(step.name()), p.path())).toList();
    executor().initialise(memory);
    runs.put(step.name(), 0);
  }

  /** A step that copies the parameters under {@code from} onto those under {@code to}. */
  public Step copy(String from, String to) {
    return assigned(from, to, (old, now) -> tf.assign(old.variable(), now.variable()));
  }

  /**
   * A step that moves the trained parameters under {@code to} towards those under {@code from}:
   * {@code to = keep * to + (1 - keep) * from}. After many steps they are an exponential moving
   * average (Polyak and Juditsky 1992). Buffers, which are averages themselves, are copied.
   */
  public Step average(String from, String to, float keep) {
    if (!(keep >= 0 && keep < 1)) {
      throw new IllegalArgumentException("an average keeps " + keep + "; it must be 0 to below 1");
    }
    return assigned(
        from,
        to,
        (old, now) -> {
          Value kept = new Value(tf, old.variable()).times(keep);
          Value moved = new Value(tf, now.variable()).times(1 - keep).plus(kept);
          return tf.assign(old.variable(), old.trained() ? moved : now.variable());
        });
  }

  private Step assigned(String from, String to, BiFunction<Param, Param, Op> how) {
    List<Op> ops = new ArrayList<>();
    for (Param p : params(to)) {
      Param source = params.get(from + p.path().substring(to.length()));
      if (source == null) {
        throw new IllegalArgumentException(
            "nothing under '" + from + "' answers to '" + p.path() + "'");
      }
      ops.add(how.apply(p, source));
    }
    if (ops.isEmpty()) {
      throw new IllegalArgumentException("there are no parameters under '" + to + "'");
    }
    return new Step("", tf.withControlDependencies(ops).noOp(), null, Map.of());
  }

  /** Runs a step once, and those whose turn it is then; returns the scalars they report. */
  public Map<String, Float> run(Step step, Batch batch) {
    Map<String, Float> reported = once(step, batch);
    for (Step.Turn turn : step.turns()) {
      if (runs.get(step.name()) % turn.every() == 0) {
        run(turn.step(), batch)
            .forEach((name, x) -> reported.put(turn.step().name() + "_" + name, x));
      }
    }
    return reported;
  }

  private Map<String, Float> once(Step step, Batch batch) {
    try (Feeds feeds = new Feeds(batch)) {
      boolean trains = step.rate() != null;
      if (trains) {
        int done = runs.get(step.name());
        feeds.add(rate, TFloat32.scalarOf(step.rate().getNewValue(done)));
        feeds.add(count, TFloat32.scalarOf(done + 1f));
      }
      if (step.update() != null) {
        feeds.call.target(step.update());
      }
      step.reports().values().forEach(feeds.call::fetch);
      Map<String, Float> reported = new LinkedHashMap<>();
      try (Result result = feeds.call.run()) {
        int i = 0;
        for (String name : step.reports().keySet()) {
          reported.put(name, ((TFloat32) result.get(i++)).getFloat());
        }
      }
      if (trains) {
        runs.merge(step.name(), 1, Integer::sum);
        steps++;
      }
      return reported;
    }
  }

  /** Computes a value for a batch and returns it whole. */
  public Weights.Array compute(Value value, Batch batch) {
    try (Result result = fetch(List.of(value), batch)) {
      return array((TFloat32) result.get(0));
    }
  }

  /**
   * Computes values for a batch and leaves them where they are: what is fed again, such as a
   * network's memory, need not be copied. Who asks closes the result, and the batch.
   */
  public Result fetch(List<Value> values, Batch batch) {
    try (Feeds feeds = new Feeds(batch)) {
      values.forEach(feeds.call::fetch);
      return feeds.call.run();
    }
  }

  /** The learning rate of the last run of a step; of the first run, where there was none yet. */
  public float rate(Step step) {
    return step.rate().getNewValue(Math.max(0, runs.get(step.name()) - 1));
  }

  /** The parameters as they are now, named and laid out as PyTorch has them. */
  public Weights weights() {
    return weights("");
  }

  /** Those of them that lie under a path. */
  public Weights weights(String root) {
    return new Weights(arrays(params(root)));
  }

  /**
   * Sets all parameters from weights that are named and laid out as PyTorch has them. What is
   * missing, unused and of another shape is told at once, and nothing is changed then.
   */
  public void load(Weights weights) {
    assign(Matching.of(params.values(), weights));
  }

  /** All that training on goes from: parameters, optimizer state and step counts. */
  public Weights state() {
    Map<String, Weights.Array> arrays = arrays(params.values());
    arrays.putAll(arrays(slots.values()));
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("steps", Integer.toString(steps));
    runs.forEach((name, n) -> metadata.put("steps." + name, Integer.toString(n)));
    return new Weights(arrays, metadata);
  }

  /** Goes back to a {@link #state()}; strict as {@link #load} is. */
  public void restore(Weights state) {
    Map<Param, Weights.Array> matched = Matching.of(everything(), state);
    Map<String, Integer> counts = new TreeMap<>();
    counts.put("", count(state, "steps"));
    runs.keySet().forEach(name -> counts.put(name, count(state, "steps." + name)));
    assign(matched);
    steps = counts.remove("");
    runs.putAll(counts);
  }

  private static int count(Weights state, String key) {
    String text = state.metadata().get(key);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the checkpoint has '" + text + "' where the number '" + key + "' should stand", e);
    }
  }

  /**
   * Writes this program as a SavedModel with the given signatures. Build only serving passes in a
   * program that is exported.
   */
  public void export(Path dir, Signature... signatures) throws IOException {
    SavedModelBundle.exporter(dir.toString())
        .withSession(executor().session())
        .withSignatures(signatures)
        .export();
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.close();
    }
    graph.close();
  }

  Param param(String path, Layout layout, Init init, boolean trained, long... shape) {
    Param p = params.get(path);
    if (p == null) {
      p = create(path, layout, init, trained, shape);
      params.put(path, p);
    }
    if (!p.shape().equals(Shape.of(shape))) {
      throw new IllegalStateException(
          "'" + path + "' is " + p.shape() + " in one pass and " + Shape.of(shape) + " in another");
    }
    return p;
  }

  void addUpdate(String buffer, Operand<TFloat32> cause, UnaryOperator<Value> next) {
    updates.add(new Descent.Update(buffer, cause, next));
  }

  void addFlattened(Value rows, long channels) {
    flattened.add(new Flattened(rows, channels));
  }

  /** Two numbers: one for the stream, one for the step that runs. */
  Operand<TInt32> randomSeed(Ops at, String stream) {
    if (clock == null) {
      clock = tf.withName("clock").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    }
    return at.stack(List.of(at.constant(hash(stream)[1]), clock));
  }

  private final class Slots implements Optimizer.State {
    private final String step;

    Slots(String step) {
      this.step = step;
      if (rate == null) {
        rate = tf.withName("rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        count = tf.withName("count").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
      }
    }

    @Override
    public Value rate() {
      return new Value(tf, rate);
    }

    @Override
    public Value step() {
      return new Value(tf, count);
    }

    @Override
    public Value slot(String name, Param param) {
      String path = memory(step) + "." + name + "." + param.path();
      Param slot = slots.get(path); // there already, when a step takes over from another
      if (slot == null) {
        slot = create(path, Layout.PLAIN, Init.zeros(), false, param.shape().asArray());
        slots.put(path, slot);
      }
      return new Value(tf, slot.variable());
    }
  }

  private static String memory(String step) {
    return "optimizer." + step;
  }

  private Param create(String path, Layout layout, Init init, boolean trained, long... shape) {
    if (executor != null) {
      throw new IllegalStateException("'" + path + "' is built after the first run");
    }
    var variable = tf.withName(path).variable(Shape.of(shape), TFloat32.class);
    var first = init.value(tf, layout, shape, hash(path));
    return new Param(path, layout, trained, variable, first, tf.assign(variable, first));
  }

  /** The seed and a name, mixed to two numbers (FNV-1a, then the finaliser of SplitMix64). */
  private int[] hash(String name) {
    long h = 0xcbf29ce484222325L ^ seed;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ b) * 0x100000001b3L;
    }
    h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
    h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
    h ^= h >>> 31;
    return new int[] {(int) (h >>> 32), (int) h};
  }

  private Executor executor() {
    if (executor == null) {
      executor = new Executor(graph, precision, everything());
    }
    return executor;
  }

  /** The parameters, and the variables of the optimizers. */
  private List<Param> everything() {
    List<Param> all = new ArrayList<>(params.values());
    all.addAll(slots.values());
    return all;
  }

  private Map<String, Weights.Array> arrays(Collection<Param> which) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    if (which.isEmpty()) {
      return arrays;
    }
    Executor.Call call = executor().call();
    which.forEach(p -> call.fetch(p.variable()));
    try (Result result = call.run()) {
      int i = 0;
      for (Param p : which) {
        arrays.put(p.path(), p.layout().toTorch(array((TFloat32) result.get(i++))));
      }
    }
    return arrays;
  }

  private static Weights.Array array(TFloat32 tensor) {
    float[] data = new float[Math.toIntExact(tensor.size())];
    tensor.copyTo(DataBuffers.of(data));
    return new Weights.Array(tensor.shape().asArray(), data);
  }

  private void assign(Map<Param, Weights.Array> values) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Executor.Call call = executor().call();
      values.forEach(
          (p, a) -> {
            var tensor = TFloat32.tensorOf(p.shape(), DataBuffers.of(a.data()));
            fed.add(tensor);
            call.feed(p.first(), tensor);
            call.target(p.init());
          });
      call.run().close();
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /** A call that is fed a batch and the scalars of the step, and closes the latter. */
  private final class Feeds implements AutoCloseable {
    private final Executor.Call call = executor().call();
    private final List<Tensor> own = new ArrayList<>();

    Feeds(Batch batch) {
      batch
          .tensors()
          .forEach(
              (name, tensor) -> {
                Placeholder<?> input = inputs.get(name);
                if (input != null) {
                  check(name, input, tensor);
                  call.feed(input, tensor);
                }
              });
      if (clock != null) {
        add(clock, TInt32.scalarOf(steps));
      }
    }

    private void check(String name, Placeholder<?> input, Tensor tensor) {
      if (!tensor.shape().isCompatibleWith(input.shape())) {
        throw new IllegalArgumentException(
            "input '" + name + "' is " + input.shape() + " and was fed " + tensor.shape());
      }
    }

    void add(Operand<?> input, Tensor tensor) {
      own.add(tensor);
      call.feed(input, tensor);
    }

    @Override
    public void close() {
      own.forEach(Tensor::close);
    }
  }
}
