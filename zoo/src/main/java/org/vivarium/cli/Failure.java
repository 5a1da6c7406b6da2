package org.vivarium.cli;

import ai.djl.TrainingDivergedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.ExecutionException;

/** What an exception means to the person who typed the command. */
record Failure(int code, String sentence) {
  static Failure of(Throwable e) {
    if ((e instanceof UncheckedIOException || e instanceof ExecutionException)
        && e.getCause() != null) {
      return of(e.getCause());
    }
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (e instanceof IllegalArgumentException && !message.isEmpty()) {
      return new Failure(App.WRONG, message);
    }
    if (e instanceof NoSuchFileException) {
      return new Failure(App.WRONG, "there is no file or folder '" + message + "'");
    }
    if (e instanceof FileNotFoundException) {
      return new Failure(App.WRONG, message);
    }
    if (e instanceof AccessDeniedException) {
      return new Failure(App.WRONG, "'" + message + "' may not be read or written");
    }
    if (e instanceof NotDirectoryException) {
      return new Failure(App.WRONG, "'" + message + "' is not a folder");
    }
    if (e instanceof FileAlreadyExistsException) {
      return new Failure(App.WRONG, "'" + message + "' exists already");
    }
    if (e instanceof OutOfMemoryError) {
      return new Failure(
          App.FAILED,
          "out of memory ("
              + message
              + "): take a smaller --batch-size or --limit, or a larger heap with"
              + " VIVARIUM_JAVA_OPTS=-Xmx8g");
    }
    // the further lines of TensorFlow's messages are for those who ask for the stack trace
    String first = message.lines().findFirst().orElse("");
    boolean told =
        e instanceof IOException
            || e instanceof IllegalStateException
            || e instanceof UnsupportedOperationException
            || e instanceof TrainingDivergedException;
    if (told && !first.isEmpty()) {
      return new Failure(App.FAILED, first);
    }
    String name = e.getClass().getSimpleName();
    return new Failure(
        App.FAILED, name + (first.isEmpty() ? "" : ": " + first) + " (--stack-trace shows where)");
  }
}
