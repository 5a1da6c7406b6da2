package org.vivarium.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into an interrupt of the thread that made it, and gives that thread a moment to end
 * its work and remove what is half written, before the JVM ends.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 2;

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private volatile boolean happened;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  boolean happened() {
    return happened;
  }

  private void interrupt() {
    happened = true;
    worker.interrupt();
    try {
      boolean ended = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      System.err.println(ended ? "interrupted" : "\ninterrupted");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    if (!happened) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // the JVM ends already, and the hook with it
      }
    }
  }
}
