package org.vivarium.apps.generative.vae;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well a VAE explains images: the terms of {@link Bound}, in nats for each image.
 *
 * @param weighted the importance-weighted bound
 * @param draws that it was taken from
 */
record Score(double reconstruction, double kl, double weighted, int draws) {
  double elbo() {
    return -(reconstruction + kl);
  }

  /** As it stands in {@code report.json}. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("test_negative_elbo", -elbo());
    map.put("test_reconstruction", reconstruction);
    map.put("test_kl", kl);
    map.put("test_negative_importance_weighted_bound", -weighted);
    map.put("importance_samples", draws);
    return map;
  }
}
