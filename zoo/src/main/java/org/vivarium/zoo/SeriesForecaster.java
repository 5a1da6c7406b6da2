package org.vivarium.zoo;

import static org.vivarium.layers.Layers.dense;

import java.util.List;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Dropout;
import org.vivarium.layers.Layers;
import org.vivarium.layers.Mask;
import org.vivarium.layers.Positions;
import org.vivarium.layers.Recurrent;
import org.vivarium.layers.RevIn;

/**
 * A network that reads all columns of a window together, and what a calendar says beside them, and
 * tells all steps of the future at once from what it made of the last step: plain recurrent (Elman
 * 1990), LSTM (Hochreiter and Schmidhuber 1997), GRU (Cho et al. 2014), temporal convolutions (Bai
 * et al. 2018) or a Transformer encoder (Vaswani et al. 2017). Windows are normalised and brought
 * back (RevIN, Kim et al. 2022), without which a level never seen before would be no end of
 * trouble. With 64 units, 96 steps seen and 24 told of one column, the LSTM has 18,712 parameters.
 *
 * @param reader what reads the window
 * @param columns that are told: the first ones of the window
 * @param quantiles numbers told for each step and column; 1 for a point
 */
public record SeriesForecaster(Reader reader, int horizon, int columns, int quantiles)
    implements Layer {
  /** From a window {@code [batch, time, features]} to so many numbers, {@code [batch, numbers]}. */
  @FunctionalInterface
  public interface Reader {
    Value read(Net net, Value window, int numbers);
  }

  /** Of a recurrent layer named {@code rnn}. */
  public static Reader recurrent(Recurrent layer, float drop) {
    return (net, window, numbers) ->
        new RecurrentClassifier(layer, numbers).dropout(drop).build(net, window, null);
  }

  /** Of causal convolutions. */
  public static Reader tcn(int blocks, int filters, int kernel, float drop) {
    return (net, window, numbers) ->
        new Tcn(numbers, blocks, filters, kernel, drop).build(net, window, null);
  }

  /** Of a Transformer's encoder. */
  public static Reader transformer(TransformerEncoder encoder) {
    return (net, window, numbers) -> {
      float drop = encoder.block().dropout();
      Value x = dense("input", encoder.width()).init(Init.glorot()).build(net, window);
      x = new Dropout(drop).build(net, Positions.sinusoidal().build(net, x));
      Value y = encoder.build(net.at("encoder"), x, Mask.none());
      Value last = y.transpose(1, 0, 2).unstack(y.dim(1)).get(Math.toIntExact(y.dim(1)) - 1);
      return dense("fc", numbers).init(Init.glorot()).build(net, last);
    };
  }

  /** The readers by the names of their rows, all of this width. */
  public static Reader reader(String name, int units, int layers, float drop) {
    return switch (name) {
      case "rnn" -> recurrent(Layers.rnn("rnn", units).layers(layers).dropout(drop), drop);
      case "lstm" -> recurrent(Layers.lstm("rnn", units).layers(layers).dropout(drop), drop);
      case "gru" -> recurrent(Layers.gru("rnn", units).layers(layers).dropout(drop), drop);
      case "tcn" -> tcn(layers, units, 3, drop);
      case "transformer" -> {
        TransformerEncoder encoder = TransformerEncoder.preNorm(units, 4, 2 * units, layers);
        yield transformer(
            new TransformerEncoder(
                units, layers, encoder.block().dropout(drop), encoder.finalNorm()));
      }
      default ->
          throw new IllegalArgumentException(
              "there is no reader '%s'; there are %s".formatted(name, READERS));
    };
  }

  /** The names that {@link #reader} knows. */
  public static final List<String> READERS = List.of("rnn", "lstm", "gru", "tcn", "transformer");

  /**
   * {@code [batch, horizon, columns, quantiles]}.
   *
   * @param window {@code [batch, time, features]}
   */
  @Override
  public Value build(Net net, Value window) {
    Value series = part(window, 0, columns);
    RevIn scale = RevIn.of(series);
    Value shapes = scale.apply(series);
    long more = window.dim(2) - columns;
    Value seen = more == 0 ? shapes : Value.concat(2, List.of(shapes, part(window, columns, more)));
    Value told = reader.read(net, seen, horizon * columns * quantiles);
    return scale.back(told.reshape(-1, horizon, columns, quantiles));
  }

  private static Value part(Value window, int from, long count) {
    var tf = window.tf();
    int[] size = {-1, -1, Math.toIntExact(count)};
    return window.of(tf.slice(window, tf.constant(new int[] {0, 0, from}), tf.constant(size)));
  }
}
