package org.vivarium.apps.timeseries.analyse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vivarium.series.Autocorrelation;
import org.vivarium.series.Decomposition;
import org.vivarium.series.UnitRoot;
import org.vivarium.series.UnitRoot.About;

/**
 * What was found out about a column.
 *
 * @param season in steps; 1 for none
 * @param parts trend, season and remainder; empty where there is no season to be told
 * @param acf of the lags from 0 on
 * @param pacf likewise
 * @param notes why something is missing
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Findings(
    String column,
    double[] values,
    int season,
    Optional<Decomposition> parts,
    double[] acf,
    double[] pacf,
    List<Test> tests,
    List<String> notes) {
  private static final int FEWEST_LAGS = 24;
  private static final int MOST_LAGS = 800;

  /** A test and what the series is held to stay about. */
  record Test(About about, UnitRoot.Result result) {
    private static final double RARE = .05;

    /** In a sentence. */
    String verdict() {
      boolean rejects = result.p() < RARE;
      String about = this.about == About.LEVEL ? "a level" : "a line";
      if (result.name().equals("KPSS")) {
        return rejects
            ? "speaks against staying about " + about
            : "does not speak against staying about " + about;
      }
      return rejects
          ? "speaks against a unit root, for staying about " + about
          : "does not speak against a unit root";
    }
  }

  /** The season that was told, if the column is long enough for it. */
  static int season(double[] values, int usual) {
    return values.length >= 2 * usual ? usual : 1;
  }

  /**
   * Looks at a column. A constant one, which no test can say anything of, is refused.
   *
   * @param lags of the autocorrelations; 0 for two seasons
   */
  static Findings of(String column, double[] values, int season, int lags, boolean robust) {
    try {
      return found(column, values, season, lags, robust);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + column + "': " + e.getMessage(), e);
    }
  }

  private static Findings found(
      String column, double[] values, int season, int lags, boolean robust) {
    List<String> notes = new ArrayList<>();
    int usual = Math.min(MOST_LAGS, Math.max(FEWEST_LAGS, 2 * season));
    int most = lags > 0 ? lags : Math.max(1, Math.min(usual, values.length / 2));
    List<Test> tests = new ArrayList<>();
    for (About about : About.values()) {
      tests.add(new Test(about, UnitRoot.adf(values, about)));
      tests.add(new Test(about, UnitRoot.kpss(values, about)));
      tests.add(new Test(about, UnitRoot.phillipsPerron(values, about)));
    }
    Optional<Decomposition> parts = Optional.empty();
    if (season > 1) {
      parts = Optional.of(Decomposition.stl(values, season, robust));
    } else {
      notes.add("no season was given that comes twice, so there is no decomposition (--season)");
    }
    return new Findings(
        column,
        values,
        season,
        parts,
        Autocorrelation.acf(values, most),
        Autocorrelation.pacf(values, most),
        tests,
        notes);
  }

  /** What the tests about one kind of staying say together. */
  String together(About about) {
    boolean wanders = true;
    boolean stays = true;
    for (Test test : tests) {
      if (test.about == about) {
        boolean rejects = test.result.p() < Test.RARE;
        boolean kpss = test.result.name().equals("KPSS");
        wanders &= kpss == rejects;
        stays &= kpss != rejects;
      }
    }
    String where = about == About.LEVEL ? "a level" : "a straight line";
    if (stays) {
      return "All three agree: it stays about " + where + ".";
    }
    return wanders
        ? "All three agree: it does not stay about "
            + where
            + ", it wanders. Differences of it may stay."
        : "The tests do not agree about staying about "
            + where
            + ": shifts of the level, long memory or a strong season confuse them. Look at the curves.";
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("season", season);
    parts.ifPresent(
        p -> {
          map.put("trend_strength", p.trendStrength());
          map.put("season_strength", p.seasonStrength());
        });
    Map<String, Object> results = new LinkedHashMap<>();
    for (Test test : tests) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("statistic", test.result.statistic());
      one.put("p", test.result.p());
      one.put("lags", test.result.lags());
      one.put("rows", test.result.rows());
      one.put("critical", test.result.critical());
      results.put(
          test.result.name() + " about a " + test.about.name().toLowerCase(Locale.ROOT), one);
    }
    map.put("tests", results);
    map.put("acf", acf);
    map.put("pacf", pacf);
    return map;
  }
}
