package org.vivarium.rl;

import java.util.List;
import org.vivarium.data.Draws;
import org.vivarium.report.Picture;

/**
 * A world that an agent acts in step by step, as Gymnasium's {@code Env}. One from {@link
 * Environments} keeps the time limit and refuses what cannot be; the classes themselves are
 * dynamics alone.
 */
public interface Environment {
  /** What there is to see and to do. */
  Spec spec();

  /**
   * Begins an episode.
   *
   * @param draws all chance of the episode; the environment keeps it until the next one
   * @return the first observation, row-major and new with each call
   */
  float[] reset(Draws draws);

  /**
   * Acts once.
   *
   * @throws IllegalArgumentException if there is no such action
   */
  Outcome step(int action);

  /** The world as it is now, in colours. */
  Picture picture();

  /** The same for a terminal, line by line. */
  default List<String> text() {
    return Braille.of(picture());
  }
}
