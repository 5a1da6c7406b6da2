package org.vivarium.weights;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Run;
import org.vivarium.kernel.Weights;

/**
 * Keeps the last and the best of a run on disk: after each epoch {@code checkpoint.safetensors} is
 * all that training goes on from, {@code weights.safetensors} the weights of the best epoch. A
 * process that is killed leaves both whole. List it after the early stopping that it asks for the
 * best.
 */
public final class Checkpoint implements Listener {
  private static final String LAST = "checkpoint.safetensors";
  private static final String BEST = "weights.safetensors";
  private static final String HISTORY = "history";
  private static final Gson GSON =
      new GsonBuilder().serializeSpecialFloatingPointValues().create(); // a loss may be infinite

  private final Path folder;
  private final EarlyStopping best;
  private final Map<String, String> about;

  /**
   * What a checkpoint file holds.
   *
   * @param state of the program
   * @param history the epochs before
   * @param about what was said about the run when it was made
   */
  public record Saved(Weights state, List<Epoch> history, Map<String, String> about) {}

  /**
   * Writes into a folder.
   *
   * @param about kept with both files, such as the options of the run
   */
  public Checkpoint(Path folder, EarlyStopping best, Map<String, String> about) {
    this.folder = folder;
    this.best = best;
    this.about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
  }

  /** Where all that training goes on from lies. */
  public static Path file(Path folder) {
    return folder.resolve(LAST);
  }

  /** Where the best weights of a run lie. */
  public static Path best(Path folder) {
    return folder.resolve(BEST);
  }

  /** Reads the checkpoint of a folder. */
  public static Saved read(Path folder) throws IOException {
    Path file = file(folder);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "there is no checkpoint in '" + folder + "' to go on from: '" + LAST + "' is missing");
    }
    Weights state = Safetensors.read(file);
    Map<String, String> about = new LinkedHashMap<>(state.metadata());
    String history = about.remove(HISTORY);
    try {
      List<Epoch> epochs = GSON.fromJson(history, new TypeToken<List<Epoch>>() {}.getType());
      if (epochs == null) {
        throw new IllegalArgumentException("'" + file + "' is not a checkpoint: no history");
      }
      return new Saved(state, epochs, about);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("'" + file + "' has a history that cannot be read", e);
    }
  }

  /** A run that is killed in its first epoch can be resumed, too. */
  @Override
  public void started(Run run) {
    if (run.history().isEmpty()) {
      write(run);
    }
  }

  @Override
  public void epoch(Run run, Epoch epoch) {
    if (best.bestEpoch() == epoch.number()) {
      Map<String, String> words = new LinkedHashMap<>(about);
      // what other readers of safetensors expect of weights named as PyTorch's
      words.put("format", "pt");
      words.put("epoch", "" + epoch.number());
      write(BEST, best.weights().with(words));
    }
    write(run);
  }

  private void write(Run run) {
    Weights state = run.program().state();
    Map<String, String> words = new LinkedHashMap<>(about);
    words.putAll(state.metadata());
    words.put(HISTORY, GSON.toJson(run.history()));
    write(LAST, state.with(words));
  }

  private void write(String name, Weights weights) {
    try {
      Safetensors.write(folder.resolve(name), weights);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
