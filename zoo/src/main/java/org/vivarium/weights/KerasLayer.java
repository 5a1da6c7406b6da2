package org.vivarium.weights;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vivarium.kernel.Weights;

/**
 * The variables of one Keras layer, and what PyTorch calls them and how it lays them out.
 *
 * @param name of the layer, which its parameters stand under
 * @param kind its class in lower case, such as {@code depthwise_conv2d}; "" where not known
 * @param reverse whether it reads a sequence from its end
 * @param variables by Keras's names, such as {@code kernel}
 */
record KerasLayer(String name, String kind, boolean reverse, Map<String, Stored> variables) {
  private static final Set<String> KNOWN =
      Set.of(
          "kernel",
          "bias",
          "depthwise_kernel",
          "pointwise_kernel",
          "recurrent_kernel",
          "gamma",
          "beta",
          "moving_mean",
          "moving_variance",
          "embeddings");

  private static final List<String> NORM =
      List.of("gamma", "beta", "moving_mean", "moving_variance");

  static boolean knows(String variable) {
    return KNOWN.contains(variable);
  }

  /**
   * Keras 3 numbers the variables of a layer.
   *
   * @param scaled whether a normalisation multiplies, or null where it is not known
   * @param centred whether it adds
   */
  static List<String> names(String kind, List<Stored> variables, Boolean scaled, Boolean centred) {
    int n = variables.size();
    int rank = variables.get(0).shape().length;
    if (kind.endsWith("separable_conv2d") || kind.endsWith("separable_conv1d")) {
      return List.of("depthwise_kernel", "pointwise_kernel", "bias").subList(0, Math.min(n, 3));
    }
    if (n >= 2 && rank == 2 && variables.get(1).shape().length == 2) {
      return List.of("kernel", "recurrent_kernel", "bias").subList(0, Math.min(n, 3));
    }
    if (rank == 1) {
      if (kind.startsWith("batch") && n < 4 && scaled == null) {
        throw new IllegalArgumentException(
            "has a batch normalisation without scale or centre, and does not say which: save the"
                + " whole model as .keras");
      }
      boolean scales = scaled == null || scaled;
      boolean centres = centred == null || centred;
      return NORM.stream()
          .filter(v -> !v.equals("gamma") || scales)
          .filter(v -> !v.equals("beta") || centres)
          .limit(n)
          .toList();
    }
    return kind.startsWith("embedding")
        ? List.of("embeddings")
        : List.of("kernel", "bias").subList(0, Math.min(n, 2));
  }

  /** The tensors by their names and in the axis order of PyTorch. */
  Map<String, Stored> torch() {
    Map<String, Stored> out = new LinkedHashMap<>();
    if (variables.containsKey("recurrent_kernel")) {
      recurrent(out);
    } else if (variables.containsKey("embeddings")) {
      put(out, "weight", "embeddings");
    } else if (variables.containsKey("pointwise_kernel")) {
      out.put(path("depthwise.weight"), depthwise(need("depthwise_kernel", 4)));
      out.put(path("pointwise.weight"), need("pointwise_kernel", 4).transposed(3, 2, 0, 1));
      put(out, "pointwise.bias", "bias");
    } else if (variables.containsKey("kernel") || variables.containsKey("depthwise_kernel")) {
      out.put(path("weight"), kernel());
      put(out, "bias", "bias");
    } else {
      norm(out);
    }
    int taken = variables.keySet().stream().filter(KNOWN::contains).toList().size();
    if (taken < variables.size() || out.isEmpty()) {
      throw unknown();
    }
    return out;
  }

  private Stored kernel() {
    Stored depthwise = variables.get("depthwise_kernel");
    if (depthwise != null) {
      return depthwise(need("depthwise_kernel", 4));
    }
    Stored kernel = variables.get("kernel");
    Stored bias = variables.get("bias");
    if (bias != null && bias.shape().length != 1) {
      throw unknown(); // a projection of an attention, with heads of its own
    }
    long[] s = kernel.shape();
    return switch (s.length) {
      case 2 -> kernel.transposed(1, 0);
      case 3 -> kernel.transposed(2, 1, 0);
      case 4 -> {
        long out = bias == null ? s[3] : bias.shape()[0];
        boolean turned =
            kind.contains("transpose") || (kind.isEmpty() && out == s[2] && out != s[3]);
        boolean deep =
            kind.contains("depthwise")
                || (kind.isEmpty() && !turned && out != s[3] && out == s[2] * s[3]);
        // transposed: [height, width, out, in] there, [in, out, height, width] in PyTorch
        yield deep ? depthwise(kernel) : kernel.transposed(3, 2, 0, 1);
      }
      default -> throw unknown();
    };
  }

  /** {@code [height, width, channels, multiplier]} to {@code [out, 1, height, width]}. */
  private static Stored depthwise(Stored kernel) {
    long[] s = kernel.shape();
    return kernel.transposed(2, 3, 0, 1).reshaped(s[2] * s[3], 1, s[0], s[1]);
  }

  private void norm(Map<String, Stored> out) {
    Stored mean = variables.get("moving_mean");
    if (mean != null && !variables.containsKey("gamma")) {
      out.put(path("weight"), Stored.filled(1, mean.shape())); // Keras leaves out what does nothing
    }
    put(out, "weight", "gamma");
    if (mean != null && !variables.containsKey("beta")) {
      out.put(path("bias"), Stored.filled(0, mean.shape()));
    }
    put(out, "bias", "beta");
    put(out, "running_mean", "moving_mean");
    put(out, "running_var", "moving_variance");
  }

  /** LSTM, GRU or plain: {@code [in, gates * units]} there, {@code [gates * units, in]} here. */
  private void recurrent(Map<String, Stored> out) {
    Stored kernel = need("kernel", 2);
    Stored recurrent = need("recurrent_kernel", 2);
    long units = recurrent.shape()[0];
    long rows = kernel.shape()[1];
    boolean gru = rows == 3 * units;
    if (recurrent.shape()[1] != rows || rows % Math.max(1, units) != 0) {
      throw unknown();
    }
    out.put(cell("weight_ih"), gates(kernel.transposed(1, 0), gru));
    out.put(cell("weight_hh"), gates(recurrent.transposed(1, 0), gru));
    Stored bias = variables.get("bias");
    if (bias == null) {
      return;
    }
    if (bias.shape().length == 2) { // a GRU's, for the input and for the state
      out.put(cell("bias_ih"), gates(row(bias, 0, rows), gru));
      out.put(cell("bias_hh"), gates(row(bias, 1, rows), gru));
    } else if (gru) {
      throw new IllegalArgumentException(
          "has a GRU '"
              + name
              + "' with reset_after=False, which PyTorch and Vivarium do not have");
    } else {
      out.put(cell("bias_ih"), bias);
      out.put(cell("bias_hh"), Stored.filled(0, rows));
    }
  }

  /** Keras has the gates of a GRU as update, reset, new; PyTorch as reset, update, new. */
  private static Stored gates(Stored t, boolean gru) {
    if (!gru) {
      return t;
    }
    return t.changed(
        a -> {
          int block = a.data().length / 3;
          float[] data = a.data().clone();
          System.arraycopy(a.data(), 0, data, block, block);
          System.arraycopy(a.data(), block, data, 0, block);
          return new Weights.Array(a.shape(), data);
        },
        t.shape());
  }

  private Stored row(Stored bias, int row, long length) {
    if (bias.shape()[0] != 2 || bias.shape()[1] != length) {
      throw unknown();
    }
    Stored.Source source =
        () -> {
          int n = (int) length;
          return Arrays.copyOfRange(bias.read().data(), row * n, row * n + n);
        };
    return new Stored(bias.dtype(), new long[] {length}, source);
  }

  private String cell(String what) {
    return path(what + "_l0" + (reverse ? "_reverse" : ""));
  }

  private void put(Map<String, Stored> out, String torch, String keras) {
    Stored variable = variables.get(keras);
    if (variable != null) {
      out.put(path(torch), variable);
    }
  }

  private Stored need(String variable, int rank) {
    Stored found = variables.get(variable);
    if (found == null || found.shape().length != rank) {
      throw unknown();
    }
    return found;
  }

  private String path(String parameter) {
    return name.isEmpty() ? parameter : name + "." + parameter;
  }

  private IllegalArgumentException unknown() {
    StringBuilder text = new StringBuilder();
    variables.forEach((n, v) -> text.append(' ').append(n).append(Stored.text(v.shape())));
    return new IllegalArgumentException(
        "has a layer '%s'%s that is not read, with%s; what is read are dense, convolution, depthwise,"
                .formatted(name, kind.isEmpty() ? "" : " of the kind '" + kind + "'", text)
            + " normalisation, embedding and recurrent layers");
  }
}
