package org.vivarium.zoo;

import java.util.List;
import org.vivarium.zoo.Row.Task;

/** The part of {@link Zoo} that takes noise off sound. */
final class MaskRows {
  static final List<Row.Network> ALL =
      List.of(
          new Row.Network(
              "gru_mask",
              Task.DENOISING,
              "Braun and Tashev 2020",
              2_687_561,
              GruMask.paper().model(100),
              new GruMask(8, 128, 2, 128).model(4)),
          new Row.Network(
              "unet_mask",
              Task.DENOISING,
              "Jansson et al. 2017",
              1_942_289,
              new UNetMask(16, 4).model(64, 129),
              new UNetMask(32, 2).model(8, 9)));

  private MaskRows() {}
}
