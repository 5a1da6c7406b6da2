package org.vivarium.repository;

import ai.djl.MalformedModelException;
import ai.djl.repository.MRL;
import ai.djl.repository.zoo.BaseModelLoader;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelLoader;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.vivarium.kernel.Native;

/**
 * Our models for any DJL program that has this jar on its class path: group {@code org.vivarium},
 * artifacts named after architectures, filters such as {@code dataset=mnist}.
 */
public final class VivariumZoo extends ModelZoo {
  public static final String GROUP = "org.vivarium";

  private final ModelStore store;

  VivariumZoo() {
    this(ModelStore.ofEnvironment());
  }

  /** The models of this store and no others. */
  public VivariumZoo(ModelStore store) {
    this.store = store;
  }

  /**
   * Loads what the criteria ask for, as {@link Criteria#loadModel()} does.
   *
   * @throws ModelNotFoundException naming the models there are, when none of this zoo matches
   */
  public static <I, O> ZooModel<I, O> load(Criteria<I, O> criteria)
      throws IOException, ModelNotFoundException, MalformedModelException {
    try {
      return criteria.loadModel();
    } catch (ModelNotFoundException e) {
      VivariumZoo zoo = (VivariumZoo) ModelZoo.getModelZoo(GROUP);
      throw zoo.nothing(criteria, e);
    }
  }

  @Override
  public String getGroupId() {
    return GROUP;
  }

  @Override
  public Set<String> getSupportedEngines() {
    return Set.of("TensorFlow");
  }

  /** One loader for each architecture of each place; read anew, as models may be published. */
  @Override
  public Collection<ModelLoader> getModelLoaders() {
    return store.resources().stream().<ModelLoader>map(Loader::new).toList();
  }

  @Override
  public ModelLoader getModelLoader(String name) {
    return getModelLoaders().stream()
        .filter(loader -> loader.getArtifactId().equals(name))
        .findFirst()
        .orElse(null);
  }

  private ModelNotFoundException nothing(Criteria<?, ?> criteria, Throwable cause) {
    return new ModelNotFoundException(
        "no model is %s with %s that takes %s and gives %s; there are %s"
            .formatted(
                criteria.getArtifactId() == null ? "there" : "'" + criteria.getArtifactId() + "'",
                criteria.getFilters() == null ? "any properties" : criteria.getFilters(),
                criteria.getInputClass().getSimpleName(),
                criteria.getOutputClass().getSimpleName(),
                store.list()),
        cause);
  }

  /** As DJL's own, with our native library made ready first. */
  private final class Loader extends BaseModelLoader {
    Loader(MRL mrl) {
      super(mrl);
    }

    @Override
    public <I, O> ZooModel<I, O> loadModel(Criteria<I, O> criteria)
        throws IOException, ModelNotFoundException, MalformedModelException {
      if (mrl.match(criteria.getFilters()) == null) {
        throw nothing(criteria, null);
      }
      Native.prepare();
      return super.loadModel(criteria);
    }
  }
}
