package org.vivarium.apps.anomaly;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.vivarium.cli.Version;
import org.vivarium.data.ImageSet;
import org.vivarium.report.BarChart;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** What each class against the rest came to: {@code report.json} and {@code report.html}. */
record OneClassReport(Config config, ImageSet set, OneClass all) {
  void write(RunFolder folder) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "anomaly");
    json.put("protocol", "each class against the rest");
    json.put("auroc", all.toMap());
    json.put("source", set.source());
    json.put("seed", config.seed());
    json.put("config", config.options());
    json.put("versions", Versions.of(Version.text()));
    folder.json("report.json", json);
    html().write(folder.file("report.html"));
  }

  private HtmlReport html() {
    HtmlReport page =
        new HtmlReport("Each class of " + config.data() + " against the rest")
            .subtitle(set.source());
    for (int d = 0; d < all.detectors(); d++) {
      page.tile(
          all.kind(d).toString(), String.format(Locale.ROOT, "%.4f", all.mean(d)), "mean AUROC");
    }
    page.section(
            "AUROC by class",
            "Each class in turn is the only one that a detector learns from; the test images of all other"
                + " classes are anomalies. AUROC is the chance that an anomaly scores above an image of"
                + " the class: 0.5 is a coin, 1 is perfect.")
        .lookFor(
            "Classes that every detector finds hard: they vary much, so much passes for them. Simple"
                + " classes are hard to spot as anomalies, too, as almost any model explains them.");
    List<String> heads = new ArrayList<>(List.of("detector", "mean"));
    heads.addAll(all.classes());
    List<List<Object>> rows = new ArrayList<>();
    for (int d = 0; d < all.detectors(); d++) {
      List<Object> row = new ArrayList<>(List.of(all.kind(d).toString(), brief(all.mean(d))));
      for (int c = 0; c < all.classes().size(); c++) {
        row.add(brief(all.auroc(d, c)));
      }
      rows.add(row);
    }
    page.table(heads, rows);
    page.section("The means", "Over the classes.");
    page.figure(
        BarChart.of(
            "Mean AUROC",
            IntStream.range(0, all.detectors()).mapToObj(d -> all.kind(d).toString()).toList(),
            IntStream.range(0, all.detectors()).mapToDouble(all::mean).toArray()),
        "");
    Map<String, String> facts = config.options();
    facts.remove("against"); // the other classes are what is not usual
    return page.section("How it was made", "The same command and seed give the same numbers.")
        .facts(facts);
  }

  private static String brief(double auroc) { // so that ten classes stand beside each other
    return String.format(Locale.ROOT, "%.3f", auroc);
  }
}
