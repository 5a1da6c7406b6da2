package org.vivarium.zoo;

import java.util.List;
import org.vivarium.zoo.Row.Task;

/** The part of {@link Zoo} that attends: networks over tokens, mostly. */
final class TransformerRows {
  static final List<Row.Network> ALL =
      List.of(
          new Row.Network(
              "transformer_encoder",
              Task.TEXT_CLASSIFICATION,
              "Vaswani et al. 2017",
              8_279_554,
              TransformerEncoder.postNorm(256, 4, 1024, 4).ofTokens(20_000, 256, 2),
              TransformerEncoder.postNorm(32, 4, 64, 2).ofTokens(50, 12, 4)),
          new Row.Network(
              "transformer_encoder_prenorm",
              Task.TEXT_CLASSIFICATION,
              "Xiong et al. 2020",
              8_280_066,
              TransformerEncoder.preNorm(256, 4, 1024, 4).ofTokens(20_000, 256, 2),
              TransformerEncoder.preNorm(32, 4, 64, 2).ofTokens(50, 12, 4)),
          new Row.Network(
              "transformer",
              Task.TRANSLATION,
              "Vaswani et al. 2017",
              63_084_544,
              Transformer.base(37_000).model(256),
              new Transformer(20, 32, 4, 64, 2, true, 0).model(6)),
          new Row.Network(
              "gru_attention",
              Task.TRANSLATION,
              "Luong et al. 2015",
              4_203_264,
              new GruAttention(10_000, 256, 256, .2f).model(32),
              new GruAttention(20, 64, 64, 0).model(6)),
          new Row.Network(
              "bert_base_uncased",
              Task.TEXT_ENCODING,
              "Devlin et al. 2018",
              109_482_240,
              Bert.base().encoder(512),
              new Bert(50, 16, 2, 64, 4, 128, 2, 0).encoder(6)),
          new Row.Network(
              "bert_tiny",
              Task.TEXT_CLASSIFICATION,
              "Turc et al. 2019",
              4_386_178,
              Bert.tiny().classifier(512, 2),
              new Bert(50, 16, 2, 64, 4, 128, 2, 0).classifier(12, 4)),
          new Row.Network(
              "gpt2",
              Task.LANGUAGE_MODEL,
              "Radford et al. 2019",
              124_439_808,
              Gpt.gpt2().model(1024),
              new Gpt(20, 16, 64, 4, 2, 0).model(6)),
          new Row.Network(
              "lstm_lm",
              Task.LANGUAGE_MODEL,
              "Zaremba et al. 2014",
              13_280_400,
              LstmLanguageModel.medium().model(35),
              new LstmLanguageModel(20, 320, 2, 0).model(6)));

  private TransformerRows() {}
}
