package org.vivarium.data;

import java.util.List;

/**
 * How training images are changed each time they are seen, in this order. What happens to an image
 * is a function of the seed, the epoch and its place in the epoch.
 *
 * @param crop most pixels to shift by, each way, as cutting from an image padded by reflection
 * @param flip whether to mirror left and right, half of the time
 * @param rotate most degrees to turn by, either way, about the centre
 * @param erase side of a square painted over with the image's mean (Cutout, DeVries 2017)
 * @param mixup alpha of the Beta distribution that images are mixed by (mixup, Zhang 2018); 0: not
 */
public record Augmentation(int crop, boolean flip, double rotate, int erase, double mixup) {
  public static final Augmentation NONE = new Augmentation(0, false, 0, 0, 0);

  private static final List<String> NAMES = List.of("crop", "flip", "rotate", "erase", "mixup");
  private static final String EXAMPLE = "crop:4,flip,rotate:10,erase:8,mixup:0.2";

  public Augmentation {
    between("crop", crop, 0, 64, "pixels");
    between("rotate", rotate, 0, 180, "degrees");
    between("erase", erase, 0, 1024, "pixels");
    between("mixup", mixup, 0, 1, "the alpha of a Beta distribution");
  }

  /** Reads such as {@code crop:4,flip,rotate:10,erase:8,mixup:0.2}, or {@code none}. */
  public static Augmentation parse(String text) {
    Augmentation result = NONE;
    if (text.isBlank() || text.strip().equals("none")) {
      return result;
    }
    for (String part : text.split(",", -1)) {
      int colon = part.indexOf(':');
      String name = (colon < 0 ? part : part.substring(0, colon)).strip();
      String value = colon < 0 ? "" : part.substring(colon + 1).strip();
      result =
          switch (name) {
            case "crop" -> result.crop((int) number(name, value, true));
            case "flip" -> result.flip(value);
            case "rotate" -> result.rotate(number(name, value, false));
            case "erase" -> result.erase((int) number(name, value, true));
            case "mixup" -> result.mixup(number(name, value, false));
            default ->
                throw new IllegalArgumentException(
                    "there is no augmentation '%s'.%s Known: %s, as in '%s', or none"
                        .formatted(
                            name, Nearest.hint(name, NAMES), String.join(", ", NAMES), EXAMPLE));
          };
    }
    return result;
  }

  public Augmentation crop(int pixels) {
    return new Augmentation(pixels, flip, rotate, erase, mixup);
  }

  public Augmentation flip(boolean yes) {
    return new Augmentation(crop, yes, rotate, erase, mixup);
  }

  public Augmentation rotate(double degrees) {
    return new Augmentation(crop, flip, degrees, erase, mixup);
  }

  public Augmentation erase(int side) {
    return new Augmentation(crop, flip, rotate, side, mixup);
  }

  public Augmentation mixup(double alpha) {
    return new Augmentation(crop, flip, rotate, erase, alpha);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(crop > 0 ? ",crop:" + crop : "").append(flip ? ",flip" : "");
    text.append(rotate > 0 ? ",rotate:" + rotate : "").append(erase > 0 ? ",erase:" + erase : "");
    text.append(mixup > 0 ? ",mixup:" + mixup : "");
    return text.isEmpty() ? "none" : text.substring(1);
  }

  private Augmentation flip(String value) {
    if (!value.isEmpty()) {
      throw new IllegalArgumentException("flip takes no number, but has '" + value + "'");
    }
    return flip(true);
  }

  private static double number(String name, String value, boolean whole) {
    try {
      return whole ? Integer.parseInt(value) : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "augmentation '%s' needs a%s number, as in '%s'; found '%s'"
              .formatted(name, whole ? " whole" : "", EXAMPLE, value),
          e);
    }
  }

  private static void between(String name, double value, double low, double high, String unit) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "augmentation '%s' is %s; it must be %s to %s (%s)"
              .formatted(name, text(value), text(low), text(high), unit));
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
