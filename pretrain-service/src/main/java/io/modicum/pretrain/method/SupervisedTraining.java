package io.modicum.pretrain.method;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.SupervisedSettings;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.augmentation.PaddedCrop;
import io.modicum.pretrain.augmentation.View;
import io.modicum.pretrain.augmentation.ViewBatch;
import io.modicum.pretrain.engine.Randomness;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.export.FoldedResNet;
import io.modicum.pretrain.export.LogitLayer;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.network.Linear;
import io.modicum.pretrain.network.Parameter;
import io.modicum.pretrain.network.ResNet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains a backbone and a linear layer from scratch on labelled images, by cross-entropy: the
 * baseline that self-supervision is compared with.
 */
public final class SupervisedTraining {

  private static final int MEASURED_STEPS = 5;
  private static final int INITIALISATION = 10;
  private static final int ORDER = 11;
  private static final int CROPS = 12;

  private final TorchEngine engine;

  public SupervisedTraining(TorchEngine engine) {
    this.engine = engine;
  }

  /** The trained network as it is in inference. */
  public record Network(FoldedResNet backbone, LogitLayer head) {}

  /** A network in training. */
  private record Layers(ResNet backbone, Linear head) {

    static Layers of(NDManager manager, BackboneSettings architecture, int classes, long seed) {
      SplittableRandom random = Randomness.of(seed, INITIALISATION);
      ResNet backbone = new ResNet(manager, architecture, random);
      Linear.Bias bias = architecture.asPublished() ? Linear.Bias.UNIFORM : Linear.Bias.ZERO;
      return new Layers(
          backbone, new Linear(manager, "head", architecture.dimensions(), classes, bias, random));
    }

    Network trained() {
      return new Network(backbone.fold(), head.export());
    }
  }

  /** Returns the network before any training: what there is without a label. */
  public Network untrained(int classes, BackboneSettings architecture, long seed) {
    try (NDManager manager = engine.newManager()) {
      return Layers.of(manager, architecture, classes, seed).trained();
    }
  }

  /**
   * Trains.
   *
   * @param images the labelled images, at least one
   * @param labels their classes, as many as images
   * @param classes how many classes there are
   * @throws InvalidInput if the loss or a weight is no number any more
   */
  public Network train(
      ImageFeed images,
      int[] labels,
      int classes,
      BackboneSettings architecture,
      SupervisedSettings settings,
      long seed,
      Progress progress) {
    JniUtils.setGradMode(true);
    PaddedCrop augmentation = PaddedCrop.of(images.format(), architecture.asPublished());
    Optimiser optimiser =
        new Optimiser(settings.weightDecay(), settings.momentum(), !architecture.asPublished());
    double base = Optimiser.scaled(settings.learningRate(), settings.batch());
    long start = System.nanoTime();
    try (NDManager manager = engine.newManager()) {
      Layers layers = Layers.of(manager, architecture, classes, seed);
      List<Parameter> parameters = new ArrayList<>();
      layers.backbone().parameters(parameters::add);
      layers.head().parameters(parameters::add);
      ImageFeed.Pass pass = images.pass(batches(labels.length, settings, seed));
      LossSum losses = new LossSum(manager, "supervised.learningRate");
      for (int step = 0; step < settings.steps(); step++) {
        try (NDManager scope = manager.newSubManager()) {
          ImageFeed.Batch batch = pass.next(scope);
          int[] drawn = batch.indices();
          List<View> views = augmentation.batch(drawn.length, seed, CROPS, step);
          PtNDArray x = ViewBatch.of(batch.pixels(), views, images.format());
          PtNDArray logits = layers.head().forward(layers.backbone().forward(x, true));
          PtNDArray loss = crossEntropy(scope, logits, drawn, labels, classes);
          Optimiser.backward(loss);
          double done = (double) step / settings.steps();
          optimiser.step(parameters, Optimiser.cosine(base, done));
          losses.add(loss);
          if (step % MEASURED_STEPS == 0 || step == settings.steps() - 1) {
            losses.mean();
            double seconds = (System.nanoTime() - start) / 1e9;
            progress.at(
                (step + 1.0) / settings.steps(),
                (step + 1) * drawn.length / seconds,
                Map.of("loss", (double) loss.getFloat()));
          }
        }
      }
      losses.requireFinite(parameters);
      return layers.trained();
    }
  }

  private static Iterator<int[]> batches(int count, SupervisedSettings settings, long seed) {
    return IntStream.range(0, settings.steps())
        .mapToObj(step -> draw(count, settings.batch(), seed, step))
        .iterator();
  }

  /** Returns a step's images: the next of an endless run of shuffled passes over all. */
  private static int[] draw(int count, int batch, long seed, int step) {
    int[] drawn = new int[batch];
    long position = (long) step * batch;
    int[] order = {};
    for (int i = 0; i < batch; i++, position++) {
      int place = (int) (position % count);
      if (order.length == 0 || place == 0) {
        order = new int[count];
        Arrays.setAll(order, index -> index);
        Randomness.shuffle(order, Randomness.of(seed, ORDER, position / count));
      }
      drawn[i] = order[place];
    }
    return drawn;
  }

  private static PtNDArray crossEntropy(
      NDManager scope, PtNDArray logits, int[] drawn, int[] labels, int classes) {
    float[] target = new float[drawn.length * classes];
    for (int i = 0; i < drawn.length; i++) {
      target[i * classes + labels[drawn[i]]] = -1f / drawn.length;
    }
    PtNDArray logProbabilities = JniUtils.logSoftmax(logits, 1, DataType.FLOAT32);
    return (PtNDArray)
        logProbabilities.mul(scope.create(target, new Shape(drawn.length, classes))).sum();
  }
}
