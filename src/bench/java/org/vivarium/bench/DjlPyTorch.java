package org.vivarium.bench;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Networks on images in DJL's own blocks, trained by DJL's trainer on its PyTorch engine. DJL has
 * no mixed precision, so there is float32 alone.
 */
public final class DjlPyTorch {
  private static final String ENGINE = "PyTorch";

  private final Work work;
  private final int steps;
  private final int warmup;
  private final Fed.Images image;
  private final byte[] pixels;
  private final int[] labels;

  private DjlPyTorch(Work work, int steps, int warmup) {
    this.work = work;
    this.steps = steps;
    this.warmup = warmup;
    this.image = (Fed.Images) work.fed;
    this.pixels = image.pixelsChannelFirst(work.batch);
    this.labels = work.labels();
  }

  /** Arguments: model, measured steps, steps to warm up. */
  public static void main(String[] args) {
    Work work = Work.of(args[0]);
    if (!work.whole()) {
      System.err.println("left out: djl-pytorch of " + work + ": not written in DJL's blocks");
      return;
    }
    // all that is needed is on the class path
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.default_engine", ENGINE);
    var bench = new DjlPyTorch(work, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    try (Model model = Model.newInstance(bench.work.toString(), ENGINE)) {
      model.setBlock(bench.network());
      bench.train(model);
      bench.infer(model);
    }
  }

  private void train(Model model) {
    var config =
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
            .optOptimizer(
                Optimizer.adam().optLearningRateTracker(Tracker.fixed(Work.RATE)).build());
    try (Trainer trainer = model.newTrainer(config)) {
      trainer.initialize(new Shape(work.batch, image.channels(), image.height(), image.width()));
      print(model, Timing.TRAIN, Laps.ofLoss(steps, warmup, () -> step(trainer)));
    }
  }

  private double step(Trainer trainer) {
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDList label = new NDList(manager.create(labels));
      NDArray loss;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        loss = trainer.getLoss().evaluate(label, trainer.forward(images(manager)));
        collector.backward(loss);
      }
      trainer.step();
      return loss.getFloat();
    }
  }

  private void infer(Model model) {
    try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator())) {
      print(model, Timing.INFER, Laps.of(steps, warmup, () -> predict(model, predictor)));
    }
  }

  private void predict(Model model, Predictor<NDList, NDList> predictor) {
    try (NDManager manager = model.getNDManager().newSubManager();
        NDList logits = predictor.predict(images(manager))) {
      logits.singletonOrThrow().toFloatArray();
    } catch (TranslateException e) {
      throw new IllegalStateException(e);
    }
  }

  private NDList images(NDManager manager) {
    Shape shape = new Shape(work.batch, image.channels(), image.height(), image.width());
    NDArray bytes = manager.create(ByteBuffer.wrap(pixels), shape, DataType.UINT8);
    return new NDList(bytes.toType(DataType.FLOAT32, false).div(255));
  }

  private void print(Model model, String mode, Laps laps) {
    String version =
        Engine.getDjlVersion() + " on PyTorch " + Engine.getEngine(ENGINE).getVersion();
    long parameters =
        model.getBlock().getParameters().stream()
            .filter(p -> p.getValue().requiresGradient())
            .mapToLong(p -> p.getValue().getShape().size())
            .sum();
    Timing.of("djl-pytorch", version, work, "float32", mode, work.batch, parameters, laps).print();
  }

  private Block network() {
    return switch (work) {
      case LENET -> lenet();
      case RESNET18 -> resnet18();
      default -> throw new IllegalStateException(work.toString());
    };
  }

  private static Block lenet() {
    return new SequentialBlock()
        .add(conv(6, 5, 1, 2, true))
        .add(Activation.reluBlock())
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(conv(16, 5, 1, 0, true))
        .add(Activation.reluBlock())
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(Blocks.batchFlattenBlock())
        .add(dense(120))
        .add(Activation.reluBlock())
        .add(dense(84))
        .add(Activation.reluBlock())
        .add(dense(Work.CLASSES));
  }

  private static Block resnet18() {
    SequentialBlock net =
        new SequentialBlock().add(conv(64, 3, 1, 1, false)).add(norm()).add(Activation.reluBlock());
    for (int stage = 0; stage < 4; stage++) {
      net.add(residual(64 << stage, stage == 0 ? 1 : 2, stage == 0)).add(Activation.reluBlock());
      net.add(residual(64 << stage, 1, true)).add(Activation.reluBlock());
    }
    return net.add(Pool.globalAvgPool2dBlock()).add(dense(Work.CLASSES));
  }

  private static Block residual(int filters, int stride, boolean sameShape) {
    Block body =
        new SequentialBlock()
            .add(conv(filters, 3, stride, 1, false))
            .add(norm())
            .add(Activation.reluBlock())
            .add(conv(filters, 3, 1, 1, false))
            .add(norm());
    Block shortcut =
        sameShape
            ? Blocks.identityBlock()
            : new SequentialBlock().add(conv(filters, 1, stride, 0, false)).add(norm());
    return new ParallelBlock(
        lists -> new NDList(lists.get(0).singletonOrThrow().add(lists.get(1).singletonOrThrow())),
        List.of(body, shortcut));
  }

  private static Block conv(int filters, int kernel, int stride, int padding, boolean bias) {
    return Conv2d.builder()
        .setKernelShape(new Shape(kernel, kernel))
        .setFilters(filters)
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
        .optBias(bias)
        .build();
  }

  private static Block norm() {
    return BatchNorm.builder().build();
  }

  private static Block dense(int units) {
    return Linear.builder().setUnits(units).build();
  }
}
