package org.vivarium.apps.nlp.lm;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.vivarium.data.Draws;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Run;
import org.vivarium.report.RunFolder;
import org.vivarium.text.Sampling;

/**
 * What a network writes before it is trained and after epochs 1, 2, 4, 8 and so on; the file {@code
 * samples.json} keeps it for a run that is resumed.
 */
final class Moments implements Listener {
  private static final String FILE = "samples.json";
  private static final int LENGTH = 200; // tokens

  private final Author author;
  private final RunFolder folder;
  private final long seed;
  private final Map<Integer, String> texts = new TreeMap<>(); // by epoch

  Moments(Author author, RunFolder folder, long seed) {
    this.author = author;
    this.folder = folder;
    this.seed = seed;
  }

  /** Texts by the number of epochs before them. */
  Map<Integer, String> texts() {
    return texts;
  }

  @Override
  public void started(Run run) {
    if (run.history().isEmpty()) {
      write(run, 0);
    } else if (Files.exists(folder.file(FILE))) {
      try {
        String json = Files.readString(folder.file(FILE));
        texts.putAll(new Gson().fromJson(json, new TypeToken<Map<Integer, String>>() {}.getType()));
        texts.keySet().removeIf(epoch -> epoch > run.history().size());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (JsonParseException | NullPointerException e) {
        throw new IllegalArgumentException("'" + folder.file(FILE) + "' cannot be read", e);
      }
    }
  }

  @Override
  public void epoch(Run run, Epoch epoch) {
    if (Integer.bitCount(epoch.number()) == 1) {
      write(run, epoch.number());
    }
  }

  private void write(Run run, int epoch) {
    author.load(run.program().weights());
    Draws draws = new Draws(seed, "moments");
    texts.put(epoch, author.write(author.opening(), LENGTH, Sampling.PLAIN, draws));
    try {
      folder.text(FILE, new Gson().toJson(texts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
