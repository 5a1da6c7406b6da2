package org.vivarium.serving;

import java.util.Map;

/** What {@code serving.properties} says to a translator. */
record Settings(Map<String, ?> arguments) {
  String text(String name, String fallback) {
    Object value = arguments.get(name);
    return value == null ? fallback : value.toString();
  }

  int length() {
    String text = text("length", "");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "serving.properties has length='%s'; it must be the steps that the network reads"
              .formatted(text),
          e);
    }
  }

  boolean softmax() {
    return Boolean.parseBoolean(text("applySoftmax", "true"));
  }

  /** Comma-separated numbers, one for each feature; one number stands for all of them. */
  float[] numbers(String name, float fallback, int features) {
    String[] parts = text(name, Float.toString(fallback)).split(",", -1);
    if (parts.length != 1 && parts.length != features) {
      throw new IllegalArgumentException(
          "serving.properties has %d numbers in '%s'; a series has %d features"
              .formatted(parts.length, name, features));
    }
    float[] numbers = new float[features];
    for (int i = 0; i < features; i++) {
      numbers[i] = Float.parseFloat(parts[parts.length == 1 ? 0 : i].strip());
    }
    return numbers;
  }
}
