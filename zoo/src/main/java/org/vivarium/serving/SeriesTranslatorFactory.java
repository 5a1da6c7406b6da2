package org.vivarium.serving;

import ai.djl.Model;
import ai.djl.modality.Classifications;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Pair;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From time series to classes or numbers, for exported networks over {@code [batch, length,
 * features]}. In {@code serving.properties} stand {@code length}, and {@code mean} and {@code std}
 * of the features, which are taken off before; of a longer series the last steps are read, a
 * shorter one is padded at its end and masked. Classes are named by {@code synset.txt}.
 */
public final class SeriesTranslatorFactory implements TranslatorFactory {
  @Override
  public Set<Pair<Type, Type>> getSupportedTypes() {
    return Set.of(
        new Pair<>(float[][].class, Classifications.class),
        new Pair<>(float[][].class, float[].class));
  }

  @Override
  @SuppressWarnings("unchecked") // DJL asks only for the types above
  public <I, O> Translator<I, O> newInstance(
      Class<I> input, Class<O> output, Model model, Map<String, ?> arguments)
      throws TranslateException {
    if (!isSupported(input, output)) {
      throw new TranslateException(
          "the model takes float[][], [steps][features], and gives Classifications or float[]");
    }
    Settings settings = new Settings(arguments);
    return (Translator<I, O>)
        (output == float[].class ? new Numbers(settings) : new Classes(settings));
  }

  /** What both have in common: how series go in. */
  private abstract static class Series<O> implements Translator<float[][], O> {
    final Settings settings;

    Series(Settings settings) {
      this.settings = settings;
    }

    @Override
    public NDList processInput(TranslatorContext context, float[][] series) {
      return batchProcessInput(context, Collections.singletonList(series));
    }

    /**
     * {@code series}, {@code [batch, length, features]}, and {@code mask}, {@code [batch, length]}.
     */
    @Override
    public NDList batchProcessInput(TranslatorContext context, List<float[][]> batch) {
      int length = settings.length();
      int features = batch.get(0).length == 0 ? 0 : batch.get(0)[0].length;
      float[] mean = settings.numbers("mean", 0, features);
      float[] std = settings.numbers("std", 1, features);
      float[] values = new float[batch.size() * length * features];
      int[] mask = new int[batch.size() * length];
      for (int i = 0; i < batch.size(); i++) {
        float[][] series = batch.get(i);
        int first = Math.max(0, series.length - length);
        for (int t = first; t < series.length; t++) {
          int step = i * length + t - first;
          mask[step] = 1;
          check(series[t], features);
          for (int f = 0; f < features; f++) {
            values[step * features + f] = (series[t][f] - mean[f]) / std[f];
          }
        }
      }
      var manager = context.getNDManager();
      NDArray array = manager.create(values, new Shape(batch.size(), length, features));
      array.setName(settings.text("series", "series"));
      NDArray maskArray = manager.create(mask, new Shape(batch.size(), length));
      maskArray.setName(settings.text("mask", "mask"));
      return settings.text("mask", "").equals("none")
          ? new NDList(array)
          : new NDList(array, maskArray);
    }

    private static void check(float[] step, int features) {
      if (step.length != features) {
        throw new IllegalArgumentException(
            "one step of the series has %d features and another %d"
                .formatted(step.length, features));
      }
    }

    @Override
    public O processOutput(TranslatorContext context, NDList outputs) throws Exception {
      return batchProcessOutput(context, outputs).get(0);
    }
  }

  private static final class Classes extends Series<Classifications> {
    private ClassNames classes;

    Classes(Settings settings) {
      super(settings);
    }

    @Override
    public void prepare(TranslatorContext context) throws IOException {
      classes = ClassNames.of(context.getModel());
    }

    @Override
    public List<Classifications> batchProcessOutput(TranslatorContext context, NDList outputs) {
      return classes.classify(outputs, settings.softmax());
    }
  }

  private static final class Numbers extends Series<float[]> {
    Numbers(Settings settings) {
      super(settings);
    }

    @Override
    public List<float[]> batchProcessOutput(TranslatorContext context, NDList outputs) {
      NDArray numbers = outputs.get(0);
      int batch = Math.toIntExact(numbers.getShape().get(0));
      float[] flat = numbers.toFloatArray();
      int each = flat.length / batch;
      List<float[]> all = new ArrayList<>();
      for (int i = 0; i < batch; i++) {
        all.add(Arrays.copyOfRange(flat, i * each, (i + 1) * each));
      }
      return all;
    }
  }
}
