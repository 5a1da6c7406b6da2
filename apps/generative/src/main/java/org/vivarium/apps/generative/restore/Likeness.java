package org.vivarium.apps.generative.restore;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vivarium.data.Images;
import org.vivarium.metrics.ImageQuality;

/**
 * How near images came to the clean ones, as means over the images; beside it how near they were
 * before.
 *
 * @param psnr in decibels
 * @param ssim NaN where images are smaller than its window
 */
record Likeness(double psnr, double ssim, double floorPsnr, double floorSsim) {
  private static final int WINDOW = 11;
  private static final double BEST = 100; // decibels that an exact image counts for

  /**
   * @param floor what it would cost nothing to give back, a row for each image; grey rows stand for
   *     three channels
   */
  static Likeness of(Images clean, float[][] floor, float[][] restored) {
    double[] sums = new double[4];
    for (int i = 0; i < clean.size(); i++) {
      float[] truth = floats(clean.pixels()[i]);
      float[] free = wide(floor[i], truth.length);
      float[] mine = cut(restored[i]);
      sums[0] += Math.min(BEST, ImageQuality.psnr(mine, truth));
      sums[1] += ssim(mine, truth, clean);
      sums[2] += Math.min(BEST, ImageQuality.psnr(free, truth));
      sums[3] += ssim(free, truth, clean);
    }
    int n = clean.size();
    return new Likeness(sums[0] / n, sums[1] / n, sums[2] / n, sums[3] / n);
  }

  private static double ssim(float[] a, float[] b, Images images) {
    return Math.min(images.height(), images.width()) < WINDOW
        ? Double.NaN
        : ImageQuality.ssim(a, b, images.height(), images.width(), images.channels());
  }

  static float[] floats(byte[] pixels) {
    float[] floats = new float[pixels.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (pixels[i] & 0xff) / 255f;
    }
    return floats;
  }

  /** Grey pixels in as many equal channels as asked for. */
  static float[] wide(float[] pixels, int length) {
    int times = length / pixels.length;
    float[] wide = new float[length];
    for (int i = 0; i < length; i++) {
      wide[i] = pixels[i / times];
    }
    return wide;
  }

  private static float[] cut(float[] pixels) {
    float[] cut = new float[pixels.length];
    for (int i = 0; i < cut.length; i++) {
      cut[i] = Math.max(0, Math.min(1, pixels[i]));
    }
    return cut;
  }

  /** As it stands in {@code report.json}; NaN as null. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("test_psnr", psnr);
    map.put("test_ssim", Double.isNaN(ssim) ? null : ssim);
    map.put("floor_psnr", floorPsnr);
    map.put("floor_ssim", Double.isNaN(floorSsim) ? null : floorSsim);
    return map;
  }
}
