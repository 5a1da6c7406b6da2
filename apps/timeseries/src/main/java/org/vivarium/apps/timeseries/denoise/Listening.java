package org.vivarium.apps.timeseries.denoise;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.vivarium.apps.timeseries.denoise.Scores.Cleaned;
import org.vivarium.audio.Cleaner;
import org.vivarium.audio.Sound;
import org.vivarium.audio.Spectra;
import org.vivarium.report.BarChart;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.Recording;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Spectrogram;

/** What a test tells: numbers beside the floors', pictures, and sounds to listen to. */
record Listening(Scores scores, MaskNetwork network) {
  private static final int LOUD = 0; // dB, of what is shown
  private static final int SHOWN = 3;

  /** The trials that are shown: of as many noises, in the loudest noise. */
  private List<Integer> shown() {
    Map<String, Integer> first = new LinkedHashMap<>();
    for (int i = 0; i < scores.trials().size(); i++) {
      if (scores.trials().get(i).snr() == LOUD) {
        first.putIfAbsent(scores.trials().get(i).noise(), i);
      }
    }
    return first.values().stream().limit(SHOWN).toList();
  }

  /** Writes what is shown as files. */
  void write(RunFolder folder) throws IOException {
    for (int i : shown()) {
      Trial trial = scores.trials().get(i);
      String name = "listen/%s-".formatted(trial.noise().replaceAll("[^A-Za-z0-9_]+", "_"));
      folder.bytes(name + "noisy.wav", wav(trial.noisy()));
      folder.bytes(name + "clean.wav", wav(trial.clean()));
      for (Method method : List.of(Method.GATE, Method.WIENER, Method.NETWORK)) {
        float[] samples = scores.cleaned().get(i).get(method).samples();
        folder.bytes(name + method.name().toLowerCase(Locale.ROOT) + ".wav", wav(samples));
      }
    }
  }

  private byte[] wav(float[] samples) {
    return new Sound("", scores.rate(), samples).wav();
  }

  void tiles(HtmlReport page) {
    double floor = Math.max(scores.improvement(Method.GATE), scores.improvement(Method.WIENER));
    page.tile(
            "SI-SDR improvement",
            decibels(scores.improvement(Method.NETWORK)),
            "at 0 and 5 dB; best floor: " + decibels(floor))
        .tile(
            "STOI",
            Format.number(scores.mean(Method.NETWORK, t -> true, Cleaned::stoi)),
            "before: " + Format.number(scores.mean(Method.NOTHING, t -> true, Cleaned::stoi)))
        .tile(
            "delay",
            "%.0f ms".formatted(1000.0 * latency() / network.rate()),
            network.recurrent() ? "of one frame" : "of the frames it looks ahead");
  }

  /** In samples. */
  private int latency() {
    return Cleaner.latency(network.stft(), network.recurrent() ? 0 : UNetSuppressor.AHEAD);
  }

  private static String decibels(double x) {
    return "%+.1f dB".formatted(x);
  }

  void sections(HtmlReport page) {
    hear(page);
    floors(page);
    noises(page);
  }

  private void hear(HtmlReport page) {
    page.section(
            "Hear it, and see it",
            "Sentences of a voice that was not trained on, in noises that were not either, as loud as the"
                + " voice. A spectrogram has time to the right and frequency upwards; what is bright is loud.")
        .lookFor(
            "The stripes of a voice, its harmonics, left standing while the haze between them goes. Holes in"
                + " the stripes sound dull; single bright dots left over in pauses sound like tinkling"
                + " (“musical noise”), of which the floors have more.");
    for (int i : shown()) {
      Trial trial = scores.trials().get(i);
      Map<Method, Cleaned> by = scores.cleaned().get(i);
      page.text("Noise: %s, at %d dB.".formatted(trial.noise(), trial.snr()));
      List<String> titles = new ArrayList<>();
      List<float[]> sounds = new ArrayList<>();
      titles.add("the voice alone");
      sounds.add(trial.clean());
      by.forEach(
          (method, cleaned) -> {
            titles.add("%s: SI-SDR %.1f dB".formatted(method.words, cleaned.siSdr()));
            sounds.add(cleaned.samples());
          });
      List<Recording> recordings = new ArrayList<>();
      List<float[][]> powers = new ArrayList<>();
      for (int k = 0; k < titles.size(); k++) {
        recordings.add(new Recording(titles.get(k), wav(sounds.get(k))));
        powers.add(network.stft().of(sounds.get(k)).power());
      }
      page.recordings(recordings);
      double seconds = (double) trial.clean().length / scores.rate();
      Spectrogram.compared(titles, powers, seconds, scores.rate() / 2.0)
          .forEach(picture -> page.figure(picture, ""));
      page.figure(mask(trial, by.get(Method.NETWORK), seconds), "What the network let through.");
    }
  }

  /** The gains, from what came out over what went in. */
  private Spectrogram mask(Trial trial, Cleaned cleaned, double seconds) {
    Spectra in = network.stft().of(trial.noisy());
    Spectra out = network.stft().of(cleaned.samples());
    float[][] noisy = in.power();
    float[][] gains = out.power();
    for (int t = 0; t < gains.length; t++) {
      for (int k = 0; k < gains[t].length; k++) {
        gains[t][k] = Math.min(1, gains[t][k] / Math.max(1e-9f, noisy[t][k]));
      }
    }
    return new Spectrogram("the network's mask", gains, seconds, scores.rate() / 2000.0, "kHz", 1);
  }

  private void floors(HtmlReport page) {
    List<List<Object>> rows = new ArrayList<>();
    for (int snr : Trial.RATIOS) {
      for (Method method : Method.values()) {
        rows.add(
            List.of(
                snr + " dB",
                method.words,
                two(scores.mean(method, t -> t.snr() == snr, Cleaned::siSdr)),
                two(scores.improvement(method, t -> t.snr() == snr)),
                two(scores.mean(method, t -> t.snr() == snr, Cleaned::segmental)),
                scores.mean(method, t -> t.snr() == snr, Cleaned::stoi)));
      }
    }
    page.section(
            "Beside two floors",
            "Spectral gating and the Wiener filter learn nothing: both follow the noise by its minima over"
                + " a second and turn down what is not louder. SI-SDR is the power of the voice over that of"
                + " all that is not voice, whatever the volume; the segmental ratio is a mean over 32 ms;"
                + " STOI guesses how much of the words is understood.")
        .lookFor(
            "A network that is worth its training: better than both in every row. STOI must not fall: what"
                + " is quieter is not always better understood.")
        .table(List.of("noise", "method", "SI-SDR", "gain", "segmental SNR", "STOI"), rows)
        .finding(verdict());
  }

  private static String two(double x) {
    return "%.2f".formatted(x);
  }

  private String verdict() {
    double ours = scores.improvement(Method.NETWORK);
    double best = Math.max(scores.improvement(Method.GATE), scores.improvement(Method.WIENER));
    double before = scores.mean(Method.NOTHING, t -> true, Cleaned::stoi);
    double after = scores.mean(Method.NETWORK, t -> true, Cleaned::stoi);
    return "At 0 and 5 dB the network gains %.1f dB, the better floor %.1f dB: the network is %s. STOI %s from %.3f to %.3f."
        .formatted(
            ours,
            best,
            ours > best ? "worth its training" : "not worth its training yet",
            after >= before ? "rises" : "falls",
            before,
            after);
  }

  private void noises(HtmlReport page) {
    Map<String, List<Object>> rows = new TreeMap<>();
    List<Double> gains = new ArrayList<>();
    for (String noise : scores.trials().stream().map(Trial::noise).distinct().sorted().toList()) {
      gains.add(scores.improvement(Method.NETWORK, t -> t.noise().equals(noise)));
      List<Object> row = new ArrayList<>(List.of(noise));
      for (Method method : List.of(Method.GATE, Method.WIENER, Method.NETWORK)) {
        row.add(two(scores.improvement(method, t -> t.noise().equals(noise))));
      }
      rows.put(noise, row);
    }
    page.section("Noise by noise", "Gains in SI-SDR over all ratios, in dB.")
        .lookFor(
            "Steady noises, such as rain, are easy for all. Sudden ones, such as a crackling fire, pass the"
                + " floors, which know only what is always there; a network can learn them by their looks.")
        .table(
            List.of("noise", Method.GATE.words, Method.WIENER.words, Method.NETWORK.words),
            List.copyOf(rows.values()))
        .figure(
            BarChart.of(
                "Gain of the network in dB",
                List.copyOf(rows.keySet()),
                gains.stream().mapToDouble(g -> Math.round(10 * g) / 10.0).toArray()),
            "");
  }
}
