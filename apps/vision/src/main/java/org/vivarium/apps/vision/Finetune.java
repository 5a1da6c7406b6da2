package org.vivarium.apps.vision;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Resume;
import org.vivarium.data.ImageSet;

/** {@code finetune}: trains given weights on, for other classes. */
final class Finetune {
  static final String DEFAULT_OUT = "runs/finetune";
  static final Command COMMAND =
      new Command(
          "finetune",
          "Trains given weights on, under a new head for other classes, and writes a run folder.",
          "--weights runs/vision --data digits --limit 500 --warm-up-epochs 1 --out " + DEFAULT_OUT,
          options(),
          Finetune::run);

  private static final int EPOCHS = 8;
  private static final double LR = .0003;
  private static final int HEAD = 10; // times the rate of the rest

  /**
   * What is asked for beside the training itself.
   *
   * @param freeze paths that never learn
   * @param warmUp epochs in which the head learns alone
   * @param every epochs after which one more part learns; 0 for all at once
   */
  private record Asked(String weights, List<String> freeze, double headLr, int warmUp, int every) {
    static Asked parse(Arguments a, Config config) {
      String freeze = a.text("freeze").orElse("none");
      int most = config.epochs() - 1;
      return new Asked(
          a.text("weights").orElseThrow(),
          freeze.equals("none") ? List.of() : Arrays.asList(freeze.strip().split("\\s*,\\s*", -1)),
          a.number("head-lr", HEAD * config.lr(), 1e-9, 100),
          a.integer("warm-up-epochs", 0, 0, most),
          a.integer("unfreeze-every", 0, 0, most));
    }

    Map<String, String> options() {
      Map<String, String> map = new LinkedHashMap<>();
      map.put("weights", weights);
      map.put("freeze", freeze.isEmpty() ? "none" : String.join(",", freeze));
      map.put("head-lr", Double.toString(headLr));
      map.put("warm-up-epochs", Integer.toString(warmUp));
      map.put("unfreeze-every", Integer.toString(every));
      return map;
    }
  }

  private Finetune() {}

  private static List<Option> options() {
    Map<String, Option> options = new LinkedHashMap<>();
    List<Option> all = new ArrayList<>();
    all.add(
        Flags.option(
            "weights", "NAME", "a file of weights, a run folder, or a run or model by name"));
    all.addAll(Config.OPTIONS);
    all.add(
        Flags.option(
            "model", "NAME", "the architecture, where the weights do not say it: see 'train'"));
    all.add(Flags.option("image-size", "PIXELS", "side of the images", "as the weights expect"));
    all.add(Flags.epochs(EPOCHS));
    all.add(Flags.option("lr", "RATE", "learning rate of what is taken over", "0.0003"));
    all.add(Flags.option("head-lr", "RATE", "learning rate of the new head", HEAD + " times --lr"));
    all.add(
        Flags.option(
            "freeze", "PATHS", "parts that keep their weights, such as conv1,bn1,layer1", "none"));
    all.add(
        Flags.option("warm-up-epochs", "N", "epochs at first in which the head learns alone", 0));
    all.add(
        Flags.option(
            "unfreeze-every",
            "N",
            "one more part learns after every N epochs, from the head down",
            "off"));
    all.add(Flags.dataDir());
    all.add(Flags.out(DEFAULT_OUT));
    all.add(Flags.resume());
    all.add(Flags.quiet());
    all.forEach(option -> options.put(option.getLongOpt(), option)); // a later one stands
    return List.copyOf(options.values());
  }

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    if (a.flag("resume")) {
      if (a.text("weights").isPresent()) {
        throw new IllegalArgumentException("--resume has weights of its own: leave out --weights");
      }
      Resume resume = Resume.of(a, "vision", COMMAND.name(), out);
      String said = resume.saved().orElseThrow().about().get(Pretrained.CLASSIFIER);
      Classifier before = Classifier.ofJson(JsonParser.parseString(said).getAsJsonObject());
      Job job = job(a.or(resume.options()), before, out, quiet);
      Train.print(job.run(program -> {}, resume), out);
      return;
    }
    Pretrained pretrained = Pretrained.read(weights(a));
    Classifier before = pretrained.classifier(a, quiet);
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("model", before.model());
    defaults.put("image-size", Integer.toString(before.height()));
    defaults.put("epochs", Integer.toString(EPOCHS));
    defaults.put("lr", Double.toString(LR));
    Job job = job(a.or(defaults), before, out, quiet);
    Transfer transfer = job.transfer().orElseThrow();
    transfer.say(job);
    List<String> head = transfer.parts().head();
    Train.print(
        job.run(program -> program.load(pretrained.under(head, program)), Resume.NONE), out);
  }

  /** The weights that must be named. */
  static String weights(Arguments a) {
    return a.text("weights")
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--weights must be given: a file of weights, or a run folder of 'train'"));
  }

  /** The run that is asked for, on a network as it was trained before. */
  private static Job job(Arguments a, Classifier before, Path out, boolean quiet)
      throws IOException {
    Config config = Config.parse(a);
    Asked asked = Asked.parse(a, config);
    ImageSet set = before.fitted(Data.load(config, Config.dataDir(a).orElse(null), quiet));
    Classifier classifier = before.classes(set.train().classes());
    Parts parts = Parts.of(classifier);
    parts.check(asked.freeze);
    Map<String, String> options = config.options();
    options.putAll(asked.options());
    return new Job(
        COMMAND.name(),
        config,
        options,
        classifier,
        Data.split(config, set),
        Plan.of(
            parts, asked.freeze, asked.warmUp, asked.every, (float) (asked.headLr / config.lr())),
        Optional.of(new Transfer(asked.weights, parts, asked.headLr)),
        out,
        quiet);
  }
}
