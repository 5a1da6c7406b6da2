package org.vivarium.repository;

import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooProvider;

/** How DJL finds {@link VivariumZoo}: it stands in {@code META-INF/services}. */
public final class VivariumZooProvider implements ZooProvider {
  @Override
  public ModelZoo getModelZoo() {
    return new VivariumZoo();
  }
}
