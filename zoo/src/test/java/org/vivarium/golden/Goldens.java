package org.vivarium.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/** The files that src/test/python/goldens.py wrote, and how their numbers are compared. */
public final class Goldens {
  private Goldens() {}

  /** A file of the folder {@code goldens}: an entry for each case. */
  static JsonObject read(String file) {
    return json("/goldens/" + file + ".json", JsonObject.class);
  }

  /** A file of the test's resources. */
  public static <T> T json(String resource, Class<T> type) {
    try (var in = Goldens.class.getResourceAsStream(resource);
        var reader = new InputStreamReader(in, UTF_8)) {
      return new Gson().fromJson(reader, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An array with its shape, as PyTorch has it. */
  static Weights.Array array(JsonElement golden) {
    JsonObject o = golden.getAsJsonObject();
    float[] data = new Gson().fromJson(o.get("data"), float[].class);
    return new Weights.Array(longs(o.getAsJsonArray("shape")), data);
  }

  static long[] longs(JsonArray golden) {
    return new Gson().fromJson(golden, long[].class);
  }

  /** Images as they are here, from PyTorch's {@code [batch, channels, height, width]}. */
  static Weights.Array ours(Weights.Array a) {
    return a.shape().length == 4 ? a.transposed(0, 2, 3, 1) : a;
  }

  /** Images as PyTorch has them. */
  static Weights.Array torchs(Weights.Array a) {
    return a.shape().length == 4 ? a.transposed(0, 3, 1, 2) : a;
  }

  /** Declares an input for arrays like this one; the first axis is open. */
  static Value input(Program program, String name, Weights.Array like) {
    long[] shape = like.shape().clone();
    shape[0] = -1;
    return program.floats(name, shape);
  }

  /** Feeds these arrays; who asks closes the batch. */
  public static Batch batch(Map<String, Weights.Array> arrays) {
    Map<String, Tensor> tensors = new HashMap<>();
    arrays.forEach(
        (name, a) ->
            tensors.put(name, TFloat32.tensorOf(Shape.of(a.shape()), DataBuffers.of(a.data()))));
    return new Batch(tensors);
  }

  /** Holds an array to a golden; the tolerance is relative to the golden's largest number. */
  static void assertClose(
      String what, Weights.Array actual, Weights.Array golden, double tolerance) {
    assertThat(actual.shape()).as(what).isEqualTo(golden.shape());
    double largest = 0;
    double apart = 0;
    for (int i = 0; i < golden.data().length; i++) {
      largest = Math.max(largest, Math.abs(golden.data()[i]));
      double difference = Math.abs((double) actual.data()[i] - golden.data()[i]);
      apart = Double.isNaN(difference) ? Double.NaN : Math.max(apart, difference);
    }
    assertThat(apart / largest).as("how far '%s' is from PyTorch's", what).isLessThan(tolerance);
  }
}
