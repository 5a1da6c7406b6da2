package org.vivarium.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * The session of a finished graph. It may run a rewired copy, so what is fed, fetched and run goes
 * by name.
 */
final class Executor implements AutoCloseable {
  private final Graph written;
  private final Graph running;
  private final Session session;
  private final boolean rewrites; // TensorFlow logs what it rewrites for bfloat16
  private final Set<List<String>> known = new HashSet<>();

  /** Starts a session and gives the parameters their first values. */
  Executor(Graph written, Precision precision, List<Param> params) {
    this.written = written;
    this.running = Rewiring.rewired(written);
    this.session = new Session(running, config(precision));
    this.rewrites = precision == Precision.BFLOAT16;
    initialise(params);
  }

  /** Gives parameters their first values. */
  void initialise(List<Param> params) {
    if (!params.isEmpty()) {
      Call call = call();
      params.forEach(p -> call.target(p.init()));
      call.run().close();
    }
  }

  Session session() {
    return session;
  }

  Call call() {
    return new Call();
  }

  /** One run of the session, while it is put together. */
  final class Call {
    private final Session.Runner runner = session.runner();
    private final List<String> names = new ArrayList<>();

    void feed(Operand<?> input, Tensor tensor) {
      runner.feed(input.op().name(), input.asOutput().index(), tensor);
    }

    void fetch(Operand<?> value) {
      names.add(value.op().name());
      runner.fetch(value.op().name(), value.asOutput().index());
    }

    void target(Op op) {
      names.add(op.op().name());
      runner.addTarget(op.op().name());
    }

    /** The fetched tensors in their order; who asks closes them. */
    Result run() {
      return rewrites && known.add(names) ? StartupLog.silently(runner::run) : runner.run();
    }
  }

  private static ConfigProto config(Precision precision) {
    var rewriter = RewriterConfig.newBuilder();
    if (precision == Precision.BFLOAT16) {
      rewriter.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
    }
    return ConfigProto.newBuilder()
        .setGraphOptions(
            GraphOptions.newBuilder().setRewriteOptions(rewriter).setPlacePrunedGraph(true))
        .build();
  }

  @Override
  public void close() {
    session.close();
    if (running != written) {
      running.close();
    }
  }
}
