package org.vivarium.kernel;

import org.tensorflow.ConcreteFunction;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.OpScope;
import org.tensorflow.op.Scope;

/**
 * A graph as passes see it that are written into it. It is not a {@link Graph} by type, because a
 * scope that knows one reads the names of all its ops whenever a path goes one name deeper, and
 * writing many passes would take as long as the square of their number. Names are told apart by
 * scope here, and each scope belongs to one place of one pass.
 */
record PassEnvironment(Graph graph) implements ExecutionEnvironment {
  @Override
  public OperationBuilder opBuilder(String type, String name, Scope scope) {
    return graph.opBuilder(type, name, scope);
  }

  @Override
  public void attachFunction(ConcreteFunction function) {
    graph.attachFunction(function);
  }

  @Override
  public boolean isOpEnabled(String type) {
    return graph.isOpEnabled(type);
  }

  @Override
  public void checkInput(Operation input) {
    graph.checkInput(input);
  }

  @Override
  public Types environmentType() {
    return graph.environmentType();
  }

  @Override
  public Scope baseScope() {
    return new OpScope(this);
  }

  @Override
  public boolean isInitializer(Operation op) {
    return graph.isInitializer(op);
  }
}
