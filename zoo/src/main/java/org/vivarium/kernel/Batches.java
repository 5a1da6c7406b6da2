package org.vivarium.kernel;

import java.util.Iterator;

/**
 * A data set as a trainer sees it: batches, epoch after epoch. What an epoch holds depends on its
 * number alone (and on the seed the data was made with), so a resumed run sees what the run that
 * was never stopped would have seen.
 */
public interface Batches {
  /** Examples in one epoch. */
  int rows();

  /** Batches in one epoch. */
  int count();

  /** The batches of one epoch, counted from 1. Who asks closes the pass, and each batch of it. */
  Pass epoch(int number);

  /** One walk over the data; it may hold a background thread until it is closed. */
  interface Pass extends Iterator<Batch>, AutoCloseable {
    @Override
    void close();
  }
}
