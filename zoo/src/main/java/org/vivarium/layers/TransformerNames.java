package org.vivarium.layers;

import org.vivarium.kernel.Layout;

/** What published weights call the parameters of a Transformer block; all hold the same numbers. */
public enum TransformerNames {
  /** {@code nn.TransformerEncoderLayer} and {@code nn.TransformerDecoderLayer} of PyTorch. */
  TORCH("self_attn", "norm1", "linear1", "linear2", "norm2", "out_proj", Layout.MATRIX),
  /** BERT of Hugging Face: queries, keys and values have a matrix each. */
  BERT(
      "attention",
      "attention.output.LayerNorm",
      "intermediate.dense",
      "output.dense",
      "output.LayerNorm",
      "output.dense",
      Layout.MATRIX),
  /** GPT-2 of Hugging Face: matrices are {@code [in, out]}. */
  GPT2("attn", "ln_1", "mlp.c_fc", "mlp.c_proj", "ln_2", "c_proj", Layout.PLAIN);

  final String attention;
  final String attentionNorm;
  final String widen;
  final String narrow;
  final String norm;
  final String mix; // what follows the heads, under the path of attention
  final Layout matrix;

  TransformerNames(
      String attention,
      String attentionNorm,
      String widen,
      String narrow,
      String norm,
      String mix,
      Layout matrix) {
    this.attention = attention;
    this.attentionNorm = attentionNorm;
    this.widen = widen;
    this.narrow = narrow;
    this.norm = norm;
    this.mix = mix;
    this.matrix = matrix;
  }
}
