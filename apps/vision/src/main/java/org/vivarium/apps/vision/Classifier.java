package org.vivarium.apps.vision;

import static org.vivarium.kernel.Layer.chain;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.exceptions.TensorFlowException;
import org.vivarium.data.ImageSet;
import org.vivarium.data.Images;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Layers;
import org.vivarium.zoo.Zoo;

/**
 * An architecture of the zoo, fitted to a kind of images: what it takes to build the network again.
 *
 * @param mean per channel, of pixels in 0..1
 * @param std per channel, of pixels in 0..1
 */
record Classifier(
    String model,
    int height,
    int width,
    int channels,
    List<String> classes,
    List<Double> mean,
    List<Double> std) {
  Classifier {
    classes = List.copyOf(classes);
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (height < 1 || width < 1 || mean.size() != channels || std.size() != channels) {
      throw new IllegalArgumentException(
          "images of %dx%dx%d do not go with the mean %s and the deviation %s"
              .formatted(height, width, channels, mean, std));
    }
  }

  /** The classifier for images like these, normalised by their statistics. */
  static Classifier of(String model, Images images) {
    return new Classifier(
        model,
        images.height(),
        images.width(),
        images.channels(),
        images.classes(),
        doubles(images.mean()),
        doubles(images.std()));
  }

  /** The same for other classes. */
  Classifier classes(List<String> others) {
    return new Classifier(model, height, width, channels, others, mean, std);
  }

  /** The same for images of another size. */
  Classifier sized(int height, int width) {
    return new Classifier(model, height, width, channels, classes, mean, std);
  }

  /** From pixels in 0..1, {@code [batch, height, width, channels]}, to logits. */
  Layer network() {
    return network(classes.size());
  }

  /** The network below its head: from such pixels to {@code [batch, width]}. */
  Layer features() {
    return network(0);
  }

  private Layer network(int outputs) {
    Layer architecture = Zoo.imageClassifier(model).classes().apply(outputs);
    Layer whole = chain(Layers.normalise(floats(mean), floats(std)), architecture);
    return (net, image) -> {
      try {
        return whole.build(net, image);
      } catch (TensorFlowException e) {
        throw new IllegalArgumentException(
            "model '%s' does not take images of %dx%d pixels: %s"
                .formatted(model, height, width, e.getMessage().lines().findFirst().orElse("")),
            e);
      }
    };
  }

  /** The layers that the number of classes shapes, by path. */
  List<String> head() {
    return Zoo.imageClassifier(model).head(height, width, channels);
  }

  /** Declares the input {@code image}: bytes, read as pixels in 0..1. */
  Value image(Program program) {
    return program.pixels("image", -1, height, width, channels);
  }

  /** As it stands in {@code report.json}. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("image", List.of(height, width, channels));
    map.put("classes", classes);
    Map<String, Object> normalisation = new LinkedHashMap<>();
    normalisation.put("mean", mean);
    normalisation.put("std", std);
    map.put("normalisation", normalisation);
    return map;
  }

  /** The classifier of a finished run. */
  static Classifier ofRun(Path run) throws IOException {
    return ofJson(report(run));
  }

  static Classifier ofJson(JsonObject json) {
    List<JsonElement> image = json.getAsJsonArray("image").asList();
    JsonObject normalisation = json.getAsJsonObject("normalisation");
    return new Classifier(
        json.get("model").getAsString(),
        image.get(0).getAsInt(),
        image.get(1).getAsInt(),
        image.get(2).getAsInt(),
        json.getAsJsonArray("classes").asList().stream().map(JsonElement::getAsString).toList(),
        doubles(normalisation, "mean"),
        doubles(normalisation, "std"));
  }

  /** What {@code report.json} of a finished run says. */
  static JsonObject report(Path run) throws IOException {
    Path file = run.resolve("report.json");
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "there is no finished run in '%s': '%s' is missing; make one with 'vivarium vision train --out %s'"
              .formatted(run, file.getFileName(), run));
    }
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException("'" + file + "' is not the report of a run", e);
    }
  }

  /** The images in the size that the network takes, grey ones as colour where it wants that. */
  ImageSet fitted(ImageSet set) {
    Images images = set.train();
    if (images.channels() > channels) {
      throw new IllegalArgumentException(
          "the network takes grey images and those of '%s' are in colour: convert them to grey, or take another network"
              .formatted(images.name()));
    }
    return new ImageSet(
        images.fitted(height, width, channels),
        set.test().fitted(height, width, channels),
        set.source(),
        set.warnings());
  }

  /** Fails unless these images mean the same classes. */
  void check(Images images) {
    if (!images.classes().equals(classes)) {
      throw new IllegalArgumentException(
          "the network tells %s apart; '%s' has %s"
              .formatted(classes, images.name(), images.classes()));
    }
  }

  private static List<Double> doubles(float[] values) {
    List<Double> list = new ArrayList<>();
    for (float value : values) {
      list.add((double) value);
    }
    return list;
  }

  private static List<Double> doubles(JsonObject json, String name) {
    return json.getAsJsonArray(name).asList().stream().map(JsonElement::getAsDouble).toList();
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }
}
