package org.vivarium.data;

import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.IntFunction;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

/**
 * A pass whose batches one daemon thread makes a few ahead. Every batch is either handed out or
 * closed with the pass; what the thread throws is thrown by {@link #next}.
 */
public final class Prefetch implements Batches.Pass {
  private static final int AHEAD = 4;

  /** What the thread hands over: a batch, or why there is none. */
  private record Made(Batch batch, Throwable failure) {}

  private final int count;
  private final BlockingQueue<Made> ready = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private int handed;

  /** A pass over the batches 0 to count - 1. */
  public Prefetch(int count, IntFunction<Batch> maker) {
    this.count = count;
    thread = new Thread(() -> make(maker), "batches");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public boolean hasNext() {
    return handed < count;
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all " + count + " batches of this pass were handed out");
    }
    Made made;
    try {
      made = ready.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    }
    if (made.failure != null) {
      handed = count;
      if (made.failure instanceof RuntimeException e) {
        throw e;
      }
      throw new IllegalStateException("a batch could not be made", made.failure);
    }
    handed++;
    return made.batch;
  }

  @Override
  public void close() {
    handed = count;
    thread.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // the thread is about to end: what it made must be closed all the same
      }
    }
    for (Made made = ready.poll(); made != null; made = ready.poll()) {
      if (made.batch != null) {
        made.batch.close();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void make(IntFunction<Batch> maker) {
    for (int i = 0; i < count && !Thread.currentThread().isInterrupted(); i++) {
      Made made;
      try {
        made = new Made(maker.apply(i), null);
      } catch (Throwable e) { // whatever it is, the caller is waiting for it
        made = new Made(null, e);
      }
      try {
        ready.put(made);
      } catch (InterruptedException e) {
        if (made.batch != null) {
          made.batch.close();
        }
        return;
      }
      if (made.failure != null) {
        return;
      }
    }
  }
}
