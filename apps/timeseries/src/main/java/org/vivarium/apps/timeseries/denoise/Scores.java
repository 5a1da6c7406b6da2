package org.vivarium.apps.timeseries.denoise;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.vivarium.audio.Cleaner;
import org.vivarium.audio.Resampler;
import org.vivarium.audio.Stft;
import org.vivarium.metrics.SpeechQuality;
import org.vivarium.metrics.Stoi;

/**
 * What each method made of each trial.
 *
 * @param cleaned of each trial, by method
 * @param pace of the network
 */
record Scores(int rate, List<Trial> trials, List<Map<Method, Cleaned>> cleaned, Pace pace) {
  /**
   * One sound and how near it is to the clean one.
   *
   * @param siSdr in dB
   * @param segmental signal-to-noise ratio in dB
   * @param stoi up to 1
   */
  @SuppressWarnings("ArrayRecordComponent") // large, and compared by nobody
  record Cleaned(float[] samples, double siSdr, double segmental, double stoi) {}

  /** Cleans all trials, by the network and by the floors. */
  static Scores of(Denoiser network, Stft stft, int rate, List<Trial> trials) {
    List<Map<Method, Cleaned>> all = new ArrayList<>();
    double heard = 0;
    Pace.Watch watch = new Pace.Watch();
    for (Trial trial : trials) {
      Map<Method, Cleaned> by = new EnumMap<>(Method.class);
      by.put(Method.NOTHING, judged(trial, trial.noisy(), rate));
      for (Method floor : List.of(Method.GATE, Method.WIENER)) {
        by.put(
            floor,
            judged(trial, Cleaner.clean(stft, floor.floor(stft, rate), trial.noisy()), rate));
      }
      network.forget();
      watch.start();
      float[] clean = Cleaner.clean(stft, network, trial.noisy());
      watch.stop();
      heard += (double) clean.length / rate;
      by.put(Method.NETWORK, judged(trial, clean, rate));
      all.add(by);
    }
    return new Scores(rate, trials, all, watch.over(heard));
  }

  private static Cleaned judged(Trial trial, float[] samples, int rate) {
    return new Cleaned(
        samples,
        SpeechQuality.siSdr(samples, trial.clean()),
        SpeechQuality.segmentalSnr(samples, trial.clean(), rate),
        Stoi.of(
            Resampler.resample(trial.clean(), rate, Stoi.RATE),
            Resampler.resample(samples, rate, Stoi.RATE)));
  }

  /** The mean of a number over some trials. */
  double mean(Method method, Predicate<Trial> which, ToDoubleFunction<Cleaned> number) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < trials.size(); i++) {
      if (which.test(trials.get(i))) {
        sum += number.applyAsDouble(cleaned.get(i).get(method));
        count++;
      }
    }
    return sum / count;
  }

  /** By how many dB the ratio of signal to distortion rises, on average over some trials. */
  double improvement(Method method, Predicate<Trial> which) {
    return mean(method, which, Cleaned::siSdr) - mean(Method.NOTHING, which, Cleaned::siSdr);
  }

  /** The same over the trials at 0 and 5 dB, where noise is a trouble. */
  double improvement(Method method) {
    return improvement(method, t -> t.snr() <= 5);
  }

  /** As it stands in {@code report.json}. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("si_sdr_improvement", improvement(Method.NETWORK));
    map.put("si_sdr_improvement_of_the_spectral_gate", improvement(Method.GATE));
    map.put("si_sdr_improvement_of_the_wiener_filter", improvement(Method.WIENER));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int snr : Trial.RATIOS) {
      for (Method method : Method.values()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("snr", snr);
        row.put("method", method.words);
        row.put("si_sdr", mean(method, t -> t.snr() == snr, Cleaned::siSdr));
        row.put("segmental_snr", mean(method, t -> t.snr() == snr, Cleaned::segmental));
        row.put("stoi", mean(method, t -> t.snr() == snr, Cleaned::stoi));
        rows.add(row);
      }
    }
    map.put("by_ratio", rows);
    return map;
  }

  /** Prints the means on standard output, a line for each method and ratio. */
  void print() {
    for (Method method : Method.values()) {
      for (int snr : Trial.RATIOS) {
        System.out.printf(
            "%s_%d_db si_sdr %.2f segmental_snr %.2f stoi %.4f%n",
            method.name().toLowerCase(Locale.ROOT),
            snr,
            mean(method, t -> t.snr() == snr, Cleaned::siSdr),
            mean(method, t -> t.snr() == snr, Cleaned::segmental),
            mean(method, t -> t.snr() == snr, Cleaned::stoi));
      }
    }
    System.out.printf("si_sdr_improvement %.2f%n", improvement(Method.NETWORK));
  }
}
