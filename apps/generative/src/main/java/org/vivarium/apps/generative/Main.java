package org.vivarium.apps.generative;

import org.vivarium.apps.generative.vae.VaeInterpolate;
import org.vivarium.apps.generative.vae.VaeLatent;
import org.vivarium.apps.generative.vae.VaeReconstruct;
import org.vivarium.apps.generative.vae.VaeSample;
import org.vivarium.apps.generative.vae.VaeTrain;
import org.vivarium.cli.App;

/** {@code vivarium generative}: networks that give images, from the command line. */
public final class Main {
  public static final App APP =
      new App(
          "generative",
          "Trains networks that give images, and draws with them.",
          VaeTrain.COMMAND,
          VaeSample.COMMAND,
          VaeReconstruct.COMMAND,
          VaeInterpolate.COMMAND,
          VaeLatent.COMMAND);

  private Main() {}

  public static void main(String[] args) {
    System.exit(APP.run(args));
  }
}
