package org.vivarium.apps.timeseries.denoise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.audio.Stft;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Trainer;
import org.vivarium.kernel.Value;

/** A mask network in training: its program and its steps. */
final class DenoiseFitting implements AutoCloseable {
  /** Added to powers: what is below is silence. */
  static final float QUIET = 1e-7f;

  private static final float COMPRESSION = .15f; // of powers: .3 of magnitudes
  private static final float LN_10 = (float) Math.log(10);
  private static final float SPECTRUM_WEIGHT = 5;
  private static final float SDR_WEIGHT = .1f; // of decibels
  private static final float MOST = 5; // norm of the gradients
  private static final int VALIDATED = 160;

  private final DenoiseConfig config;
  private final MaskNetwork network;
  private final Program program;
  private final Step train;
  private final Step measure;

  DenoiseFitting(DenoiseConfig config, MaskNetwork network) {
    this.config = config;
    this.network = network;
    this.program = new Program(config.seed(), config.precision());
    try {
      Heard heard = Heard.declare(program, network, config);
      Loss trained = new Loss(heard, network, program.training());
      Loss served = new Loss(heard, network, program.serving());
      int steps = config.epochs() * training(null).count();
      Optimizer optimizer = Optimizer.adam(Rates.cosine((float) config.lr(), steps)).clipNorm(MOST);
      this.train = program.minimize("train", trained.of(config), optimizer, "");
      Map<String, Value> reports = new LinkedHashMap<>();
      reports.put("loss", served.of(config));
      reports.put("si_sdr", served.siSdr);
      this.measure = Step.look(reports);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** Spectra of mixtures, and of the speech in them. */
  private record Heard(Value re, Value im, Value cleanRe, Value cleanIm, Value level) {
    static Heard declare(Program program, MaskNetwork network, DenoiseConfig config) {
      long frames = network.frames(config.seconds());
      long bins = network.stft().bins();
      return new Heard(
          program.floats("noisy_re", -1, frames, bins),
          program.floats("noisy_im", -1, frames, bins),
          program.floats("clean_re", -1, frames, bins),
          program.floats("clean_im", -1, frames, bins),
          program.floats("level", -1, 1, 1));
    }
  }

  /** How far what a pass gives is from the clean speech, in spectrum and samples. */
  private static final class Loss {
    private final Value spectrum;
    private final Value siSdr; // dB, the mean over mixtures

    Loss(Heard heard, MaskNetwork network, Net pass) {
      Value power = heard.re.square().plus(heard.im.square());
      Value logPower = power.plus(QUIET).log().times(1 / LN_10).plus(heard.level);
      Value mask = network.mask(pass, logPower);
      Value kept = power.times(mask.square());
      Value clean = heard.cleanRe.square().plus(heard.cleanIm.square());
      this.spectrum = compressed(kept).minus(compressed(clean)).square().mean();
      Returning back = new Returning(network.stft());
      Value estimate = back.signal(heard.re.times(mask), heard.im.times(mask));
      this.siSdr = siSdr(estimate, back.signal(heard.cleanRe, heard.cleanIm)).mean();
    }

    private static Value compressed(Value power) {
      return power.plus(QUIET).log().times(COMPRESSION).exp();
    }

    /** {@code [batch]}, as {@link org.vivarium.metrics.SpeechQuality#siSdr}. */
    private static Value siSdr(Value estimate, Value clean) {
      Value scale = estimate.times(clean).sumKeep(1).over(clean.square().sumKeep(1).plus(QUIET));
      Value signal = clean.times(scale);
      Value ratio =
          signal
              .square()
              .sum(1)
              .plus(QUIET)
              .over(estimate.minus(signal).square().sum(1).plus(QUIET));
      return ratio.log().times(10 / LN_10);
    }

    Value of(DenoiseConfig config) {
      Value bySpectrum = spectrum.times(SPECTRUM_WEIGHT);
      Value bySamples = siSdr.times(-SDR_WEIGHT);
      return switch (config.loss()) {
        case DenoiseConfig.SPECTRUM -> bySpectrum;
        case DenoiseConfig.SI_SDR -> bySamples;
        default -> bySpectrum.plus(bySamples);
      };
    }
  }

  Program program() {
    return program;
  }

  private Mixtures training(Part part) {
    Stft stft = network.stft();
    int frames = network.frames(config.seconds());
    return new Mixtures(
        part, stft, frames, config.mixtures(), config.batchSize(), config.seed(), true, true);
  }

  List<Epoch> fit(Corpus corpus, List<Listener> listeners, List<Epoch> before) {
    int frames = network.frames(config.seconds());
    Mixtures validation =
        new Mixtures(
            corpus.validation(),
            network.stft(),
            frames,
            VALIDATED,
            config.batchSize(),
            config.seed() + 1L,
            false,
            false);
    return new Trainer(program, train, measure, config.epochs(), listeners)
        .fit(training(corpus.train()), validation, before);
  }

  @Override
  public void close() {
    program.close();
  }
}
