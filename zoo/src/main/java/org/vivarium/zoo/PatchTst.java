package org.vivarium.zoo;

import static org.vivarium.layers.Layers.dense;

import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Activations;
import org.vivarium.layers.Dropout;
import org.vivarium.layers.Layers;
import org.vivarium.layers.Mask;
import org.vivarium.layers.Positions;
import org.vivarium.layers.RevIn;
import org.vivarium.layers.TransformerBlock;

/**
 * PatchTST (Nie et al., "A time series is worth 64 words", 2023): each column alone is cut into
 * overlapping patches, which a Transformer encoder reads as words; a linear layer over all it makes
 * of them tells the future. Windows are normalised and brought back (RevIN). The paper's small
 * network for 336 steps, 42 patches, three blocks of width 16 and 96 steps has 81,760 parameters
 * here; its norms are layer norms, the paper's batch norms, and scores of attention are not handed
 * on from block to block.
 *
 * @param quantiles numbers told for each step; 1 for a point
 * @param patch steps of a patch
 * @param stride steps from one patch to the next
 * @param drop the probability of dropout
 */
public record PatchTst(
    int horizon,
    int quantiles,
    int patch,
    int stride,
    int width,
    int heads,
    int hidden,
    int depth,
    float drop)
    implements Layer {
  private static final float SPREAD = .02f; // of positions, at first

  /** The paper's network for its small sets, such as ETTh1. */
  public static PatchTst small(int horizon, int quantiles) {
    return new PatchTst(horizon, quantiles, 16, 8, 16, 4, 128, 3, .3f);
  }

  /**
   * {@code [batch, horizon, columns, quantiles]}.
   *
   * @param series {@code [batch, time, columns]}
   */
  @Override
  public Value build(Net net, Value series) {
    RevIn scale = RevIn.of(series);
    Value words = patches(scale.apply(series)); // [batch columns, patches, patch]
    Value x = dense("W_P", width).init(Init.glorot()).build(net, words);
    x = Positions.learned("W_pos", Math.toIntExact(x.dim(1)), Init.normal(SPREAD)).build(net, x);
    x = new Dropout(drop).build(net, x);
    TransformerBlock block =
        new TransformerBlock(heads, hidden)
            .activation(Activations.gelu())
            .dropout(drop)
            .normFirst(true);
    for (int i = 0; i < depth; i++) {
      x = block.build(net.at("layers." + i), x, Mask.none()).output();
    }
    x = Layers.layerNorm("norm").build(net, x);
    Value flat = x.reshape(-1, x.dim(1) * width);
    Value told = dense("head.linear", horizon * quantiles).init(Init.lecun()).build(net, flat);
    return scale.back(NLinear.spread(told, series.dim(2), horizon));
  }

  /** Behind the end the last value goes on for a stride. */
  private Value patches(Value series) {
    int time = Math.toIntExact(series.dim(1));
    if (time + stride < patch) {
      throw new IllegalArgumentException(
          "patches of %d steps need windows of at least %d, not %d"
              .formatted(patch, patch - stride, time));
    }
    int count = (time + stride - patch) / stride + 1;
    int[][] places = new int[count][patch];
    for (int p = 0; p < count; p++) {
      for (int k = 0; k < patch; k++) {
        places[p][k] = Math.min(time - 1, p * stride + k);
      }
    }
    var tf = series.tf();
    Value rows = series.transpose(0, 2, 1).reshape(-1, time);
    return rows.of(tf.gather(rows, tf.constant(places), tf.constant(1)));
  }
}
