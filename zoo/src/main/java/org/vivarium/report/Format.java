package org.vivarium.report;

import java.util.Locale;

/** Numbers as a person reads them, the same in every locale. */
public final class Format {
  private Format() {}

  /** A share of 1 in percent: {@code 0.9912} is "99.12 %"; NaN is "–". */
  public static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.2f %%", 100 * share) : "–";
  }

  /** About four digits: "2.303", "0.0125", "1e-05", "61706"; NaN is "–". */
  public static String number(double x) {
    if (Double.isNaN(x)) {
      return "–";
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "∞" : "-∞";
    }
    double size = Math.abs(x);
    if (size >= 1e7 || (size > 0 && size < 1e-4)) {
      return String.format(Locale.ROOT, "%.2e", x).replaceFirst("\\.?0*e", "e");
    }
    if (x == Math.rint(x)) {
      return Long.toString((long) x);
    }
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return trim(String.format(Locale.ROOT, "%." + Math.min(7, decimals) + "f", x));
  }

  /** A count in thin-spaced thousands: "61 706". */
  public static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n).replace(',', '\u202f');
  }

  /** A time in the two largest units that matter: "41.2 s", "3 min 20 s", "27 min", "2 h 5 min". */
  public static String seconds(double seconds) {
    if (!(seconds >= 60)) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long s = Math.round(seconds);
    if (s < 600) {
      return s / 60 + " min " + s % 60 + " s";
    }
    return s < 3600 ? s / 60 + " min" : s / 3600 + " h " + s % 3600 / 60 + " min";
  }

  /** A count in few characters: "950", "12.3k", "4.1M". */
  static String brief(double n) {
    double size = Math.abs(n);
    if (size < 10_000) {
      return trim(String.format(Locale.ROOT, "%.1f", n));
    }
    return size < 1e6
        ? trim(String.format(Locale.ROOT, "%.1f", n / 1e3)) + "k"
        : trim(String.format(Locale.ROOT, "%.1f", n / 1e6)) + "M";
  }

  private static String trim(String decimal) {
    return decimal.contains(".") ? decimal.replaceFirst("\\.?0+$", "") : decimal;
  }
}
