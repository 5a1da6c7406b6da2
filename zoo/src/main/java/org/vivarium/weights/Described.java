package org.vivarium.weights;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.function.Predicate;
import org.vivarium.kernel.Weights;

/** What weights say of the network they are of: a record, as JSON under a key of their metadata. */
public final class Described {
  private static final Gson GSON = new Gson();

  private Described() {}

  /** What {@link #read} reads. */
  public static String text(Object network) {
    return GSON.toJson(network);
  }

  /**
   * The record that weights keep.
   *
   * @param noun what it is, in a word or two
   * @param writer who writes such weights
   * @throws IllegalArgumentException if they keep none, or none that can be built
   */
  public static <T> T read(Weights weights, String key, Class<T> type, String noun, String writer) {
    return read(weights, key, type, noun, writer, network -> true);
  }

  /**
   * The same of records that must be of a known kind.
   *
   * @param known whether a record is; what is not was written by another
   */
  public static <T> T read(
      Weights weights, String key, Class<T> type, String noun, String writer, Predicate<T> known) {
    try {
      T network = GSON.fromJson(weights.metadata().get(key), type);
      if (network != null && known.test(network)) {
        return network;
      }
    } catch (JsonParseException | NullPointerException e) {
      throw new IllegalArgumentException(
          "the weights say no %s that can be built".formatted(noun), e);
    }
    throw new IllegalArgumentException(
        "the weights do not say what %s they are of: they were not written by %s"
            .formatted(noun, writer));
  }
}
