package org.vivarium.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;

/**
 * A network with its inputs and outputs by name: what a program, an export or a table of layers
 * needs to build it. Outputs whose name begins with {@code latent} are by-products that no loss is
 * taken of directly.
 */
public record Model(List<Input> inputs, Body body) {
  public Model {
    inputs = List.copyOf(inputs);
  }

  /**
   * What a network is fed, an example being one row of the first axis.
   *
   * @param below 0 for floats; otherwise whole numbers from 0 to this one, exclusive
   * @param shape of one example, without the axis of the batch
   */
  public record Input(String name, int below, List<Long> shape) {
    public Input {
      shape = List.copyOf(shape);
      if (below < 0) {
        throw new IllegalArgumentException("input '" + name + "' has numbers below " + below);
      }
    }

    public static Input floats(String name, long... shape) {
      return new Input(name, 0, LongStream.of(shape).boxed().toList());
    }

    /** Tokens, classes, states: whole numbers from 0 to {@code below}, exclusive. */
    public static Input numbers(String name, int below, long... shape) {
      return new Input(name, below, LongStream.of(shape).boxed().toList());
    }

    /** The shape of a batch of so many examples; -1 leaves their number open. */
    public long[] batchShape(long examples) {
      return LongStream.concat(LongStream.of(examples), shape.stream().mapToLong(n -> n)).toArray();
    }
  }

  /** What stands in a graph for the inputs. */
  public record Inputs(Map<String, Operand<?>> operands) {
    public Value floats(String name) {
      return (Value) operands.get(name);
    }

    public Operand<TInt32> numbers(String name) {
      return operands.get(name).asOutput().expect(TInt32.class);
    }
  }

  /** Writes the ops of a pass and gives the outputs by name. */
  @FunctionalInterface
  public interface Body {
    Map<String, Value> build(Net net, Inputs inputs);
  }

  /** A network of one input of floats and one output. */
  public static Model of(Input input, String output, Layer network) {
    return new Model(
        List.of(input), (net, in) -> Map.of(output, network.build(net, in.floats(input.name()))));
  }

  /** Declares the inputs in a program, for any number of examples. */
  public Inputs declare(Program program) {
    return declare(program, -1);
  }

  /** Declares the inputs in a program, for so many examples. */
  public Inputs declare(Program program, long examples) {
    Map<String, Operand<?>> operands = new LinkedHashMap<>();
    for (Input input : inputs) {
      operands.put(
          input.name(),
          input.below() == 0
              ? program.floats(input.name(), input.batchShape(examples))
              : program.input(input.name(), TInt32.class, input.batchShape(examples)));
    }
    return new Inputs(operands);
  }

  /** The outputs of a pass over declared inputs. */
  public Map<String, Value> build(Net net, Inputs inputs) {
    return body.build(net, inputs);
  }
}
