package org.vivarium.apps.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vivarium.apps.anomaly.Architecture.Family;
import org.vivarium.cli.Suggest;

/** The detectors by name. */
enum Kind {
  MAHALANOBIS(null, "", "squared Mahalanobis distance from the mean"),
  ISOLATION_FOREST(null, "", "how few random cuts set a row apart (Liu et al. 2008)"),
  KNN(null, "", "distance to the k-th nearest row that was learned from"),
  AUTOENCODER(
      Family.AUTOENCODER,
      "error",
      "squared error of what an autoencoder gives back, of pixels relative to the ink"),
  VAE_ERROR(
      Family.VAE,
      "error",
      "squared error of what a variational autoencoder gives back, of pixels relative to the ink"),
  VAE_PROBABILITY(Family.VAE, "doubt", "negative reconstruction probability (An and Cho 2015)"),
  SVDD(Family.SVDD, "distance", "squared distance from the centre of Deep SVDD (Ruff et al. 2018)"),
  FEATURES(
      Family.CLASSIFIER,
      "features",
      "Mahalanobis distance to the nearest class, of a classifier's features (Lee et al. 2018)"),
  CONFIDENCE(
      Family.CLASSIFIER,
      "logits",
      "1 less a classifier's largest probability (Hendrycks and Gimpel 2017)");

  private final Family family;
  private final String output;
  private final String score;

  Kind(Family family, String output, String score) {
    this.family = family;
    this.output = output;
    this.score = score;
  }

  /** The network that it is a view of. */
  Optional<Family> family() {
    return Optional.ofNullable(family);
  }

  /** What it takes from the network. */
  String output() {
    return output;
  }

  /** What its score is, in words. */
  String score() {
    return score;
  }

  /** Whether it learns from the classes of what is usual. */
  boolean wantsClasses() {
    return family == Family.CLASSIFIER;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Kind::toString).toList();
  }

  static Kind of(String name) {
    return Arrays.stream(values())
        .filter(k -> k.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(Suggest.unknown("detector", name, names())));
  }

  /** Names between commas; {@code all} for those that suit the problem. */
  static List<Kind> parse(String text, Problem problem) {
    if (text.equals("all")) {
      return Arrays.stream(values())
          .filter(k -> problem.classes() > 1 || !k.wantsClasses())
          .toList();
    }
    List<Kind> kinds = Arrays.stream(text.split(",", -1)).map(String::strip).map(Kind::of).toList();
    for (Kind kind : kinds) {
      if (kind.wantsClasses() && problem.classes() < 2) {
        throw new IllegalArgumentException(
            "'%s' learns to tell the classes of what is usual apart, and %s has only one"
                .formatted(kind, problem.name()));
      }
    }
    return kinds;
  }
}
