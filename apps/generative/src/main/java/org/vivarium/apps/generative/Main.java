package org.vivarium.apps.generative;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.apps.generative.gan.GanSample;
import org.vivarium.apps.generative.gan.GanTrain;
import org.vivarium.apps.generative.restore.RestoreTrain;
import org.vivarium.apps.generative.segment.SegPredict;
import org.vivarium.apps.generative.segment.SegTrain;
import org.vivarium.apps.generative.vae.VaeInterpolate;
import org.vivarium.apps.generative.vae.VaeLatent;
import org.vivarium.apps.generative.vae.VaeReconstruct;
import org.vivarium.apps.generative.vae.VaeSample;
import org.vivarium.apps.generative.vae.VaeTrain;
import org.vivarium.cli.App;
import org.vivarium.cli.Command;

/** {@code vivarium generative}: networks that give images, from the command line. */
public final class Main {
  public static final App APP =
      new App("generative", "Trains networks that give images, and draws with them.", commands());

  private Main() {}

  public static void main(String[] args) {
    System.exit(APP.run(args));
  }

  private static List<Command> commands() {
    List<Command> commands =
        new ArrayList<>(
            List.of(
                VaeTrain.COMMAND,
                VaeSample.COMMAND,
                VaeReconstruct.COMMAND,
                VaeInterpolate.COMMAND,
                VaeLatent.COMMAND,
                GanTrain.COMMAND,
                GanSample.COMMAND,
                SegTrain.COMMAND,
                SegPredict.COMMAND));
    commands.addAll(RestoreTrain.commands());
    return commands;
  }
}
