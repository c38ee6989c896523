package io.modicum.pretrain.method;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.augmentation.TwoViews;
import io.modicum.pretrain.augmentation.ViewBatch;
import io.modicum.pretrain.engine.Randomness;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.export.FoldedResNet;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.network.BatchNorm;
import io.modicum.pretrain.network.Linear;
import io.modicum.pretrain.network.Parameter;
import io.modicum.pretrain.network.ResNet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * SimSiam (Chen and He 2021, arXiv 2011.10566, algorithm 1): two augmented views of each image pass
 * the same encoder, and a predictor on one view's side is trained to match the other's, through
 * which no gradient flows. Not thread-safe; {@link #close} frees its tensors, not the images.
 */
public final class SimSiam implements SelfSupervised {

  /** Offers it to campaigns. */
  @ApplicationScoped
  public static class Method implements PretrainingMethod {

    @Override
    public Description description() {
      return new Description(
          PretrainingSettings.SIMSIAM,
          "Two views of each image are drawn together, and nothing is pushed apart.",
          "Chen and He 2021, arXiv 2011.10566",
          List.of());
    }

    @Override
    public SelfSupervised begin(
        TorchEngine engine,
        ImageFeed images,
        BackboneSettings architecture,
        PretrainingSettings settings,
        long seed) {
      return new SimSiam(engine, images, architecture, settings, seed);
    }
  }

  /** Every how many steps the loss and the collapse metric are read. */
  private static final int MEASURED_STEPS = 5;

  private static final int BOTTLENECK = 4;
  private static final int INITIALISATION = 0;
  private static final int ORDER = 1;
  private static final int VIEWS = 2;

  private final NDManager manager;
  private final ImageFeed images;
  private final PretrainingSettings settings;
  private final long seed;
  private final TwoViews augmentation;
  private final ResNet backbone;
  private final List<Linear> projector = new ArrayList<>();
  private final List<BatchNorm> projectorNorms = new ArrayList<>();
  private final Linear bottleneck;
  private final BatchNorm bottleneckNorm;
  private final Linear prediction;
  private final List<Parameter> encoderParameters = new ArrayList<>();
  private final List<Parameter> predictorParameters = new ArrayList<>();
  private final Optimiser optimiser;

  /**
   * @param images what is trained on; at least two
   */
  public SimSiam(
      TorchEngine engine,
      ImageFeed images,
      BackboneSettings architecture,
      PretrainingSettings settings,
      long seed) {
    if (images.count() < 2) {
      throw new InvalidInput("dataset", "needs at least two images in its pool to pretrain on");
    }
    this.manager = engine.newManager();
    this.images = images;
    this.settings = settings;
    this.seed = seed;
    this.augmentation =
        new TwoViews(images.format().height(), images.format().width(), settings.minimumCrop());
    this.optimiser =
        new Optimiser(settings.weightDecay(), settings.momentum(), !architecture.asPublished());
    SplittableRandom random = Randomness.of(seed, INITIALISATION);
    backbone = new ResNet(manager, architecture, random);
    int width = settings.projectorWidth();
    int inputs = architecture.dimensions();
    for (int layer = 0; layer < settings.projectorLayers(); layer++) {
      boolean last = layer == settings.projectorLayers() - 1;
      String name = "projector" + layer;
      projector.add(new Linear(manager, name, inputs, width, Linear.Bias.NONE, random));
      projectorNorms.add(new BatchNorm(manager, name + ".norm", width, !last));
      inputs = width;
    }
    int narrow = width / BOTTLENECK;
    bottleneck = new Linear(manager, "predictor0", width, narrow, Linear.Bias.NONE, random);
    bottleneckNorm = new BatchNorm(manager, "predictor0.norm", narrow, true);
    Linear.Bias bias = architecture.asPublished() ? Linear.Bias.UNIFORM : Linear.Bias.ZERO;
    prediction = new Linear(manager, "predictor1", narrow, width, bias, random);
    backbone.parameters(encoderParameters::add);
    projector.forEach(layer -> layer.parameters(encoderParameters::add));
    projectorNorms.forEach(norm -> norm.parameters(encoderParameters::add));
    bottleneck.parameters(predictorParameters::add);
    bottleneckNorm.parameters(predictorParameters::add);
    prediction.parameters(predictorParameters::add);
  }

  /** The scalar loss of a step and the embedding {@code [n, d]} of its first views. */
  record Forward(PtNDArray loss, PtNDArray embedding) {}

  /**
   * {@inheritDoc}
   *
   * <p>The loss is in [-1, 1]; -1 is perfect agreement. The last images that do not fill a batch
   * are left out.
   */
  @Override
  public Measurement train(int epoch, Progress progress) {
    JniUtils.setGradMode(true);
    int batch = settings.imagesPerStep(images.count());
    int steps = settings.stepsPerEpoch(images.count());
    ImageFeed.Pass pass = images.pass(batches(epoch, steps));
    double base = Optimiser.scaled(settings.learningRate(), batch);
    long start = System.nanoTime();
    Measurement measurement = new Measurement(0, 1, 0);
    try (LossSum losses = new LossSum(manager, "pretraining.learningRate")) {
      for (int step = 0; step < steps; step++) {
        double done = (epoch + (double) step / steps) / settings.epochs();
        double rate = Optimiser.cosine(base, done);
        try (NDManager scope = manager.newSubManager()) {
          PtNDArray pixels = pass.next(scope).pixels();
          Forward forward = forward(view(pixels, epoch, step, 0), view(pixels, epoch, step, 1));
          Optimiser.backward(forward.loss());
          optimiser.step(encoderParameters, rate);
          optimiser.step(predictorParameters, settings.predictorFixedRate() ? base : rate);
          losses.add(forward.loss());
          if (step % MEASURED_STEPS == 0 || step == steps - 1) {
            double seconds = (System.nanoTime() - start) / 1e9;
            measurement =
                new Measurement(
                    losses.mean(),
                    outputDeviation(forward.embedding()),
                    (step + 1) * batch / seconds);
            report(epoch, (step + 1.0) / steps, measurement, progress);
          }
        }
      }
      losses.requireFinite(parameters());
    }
    return measurement;
  }

  /**
   * Compares two views of the same images.
   *
   * @param view1 normalised images {@code [n, 3, h, w]}
   * @param view2 of the same shape
   */
  Forward forward(PtNDArray view1, PtNDArray view2) {
    PtNDArray z1 = encode(view1);
    PtNDArray z2 = encode(view2);
    PtNDArray similarity =
        (PtNDArray)
            similarity(predict(z1), stopGradient(z2))
                .add(similarity(predict(z2), stopGradient(z1)));
    return new Forward((PtNDArray) similarity.mul(-0.5f / view1.getShape().get(0)), z1);
  }

  /** Returns the batches of an epoch: all images in random order. */
  private Iterator<int[]> batches(int epoch, int steps) {
    int[] all = new int[images.count()];
    Arrays.setAll(all, i -> i);
    int[] order = Randomness.shuffle(all, Randomness.of(seed, ORDER, epoch));
    int batch = settings.imagesPerStep(images.count());
    return IntStream.range(0, steps)
        .mapToObj(step -> Arrays.copyOfRange(order, step * batch, (step + 1) * batch))
        .iterator();
  }

  private PtNDArray view(PtNDArray pixels, int epoch, int step, int view) {
    return ViewBatch.of(
        pixels,
        augmentation.batch((int) pixels.getShape().get(0), seed, VIEWS, epoch, step, view),
        images.format());
  }

  private PtNDArray encode(PtNDArray view) {
    PtNDArray z = backbone.forward(view, true);
    for (int layer = 0; layer < projector.size(); layer++) {
      z = projectorNorms.get(layer).forward(projector.get(layer).forward(z), true);
      z = layer < projector.size() - 1 ? JniUtils.relu(z) : z;
    }
    return z;
  }

  private PtNDArray predict(PtNDArray z) {
    return prediction.forward(JniUtils.relu(bottleneckNorm.forward(bottleneck.forward(z), true)));
  }

  private static PtNDArray stopGradient(PtNDArray z) {
    return (PtNDArray) z.stopGradient();
  }

  /** Returns the sum of the cosine similarities of the rows. */
  private static PtNDArray similarity(PtNDArray p, PtNDArray z) {
    return (PtNDArray) normalise(p).mul(normalise(z)).sum();
  }

  private static PtNDArray normalise(PtNDArray rows) {
    return JniUtils.normalize(rows, 2, 1, 1e-12);
  }

  private static double outputDeviation(PtNDArray z) {
    PtNDArray rows = normalise(stopGradient(z));
    float[] values = rows.toFloatArray();
    int n = (int) rows.getShape().get(0);
    int d = (int) rows.getShape().get(1);
    double deviations = 0;
    for (int channel = 0; channel < d; channel++) {
      double sum = 0;
      double squares = 0;
      for (int i = channel; i < values.length; i += d) {
        sum += values[i];
        squares += values[i] * values[i];
      }
      deviations += Math.sqrt(Math.max(0, squares / n - sum / n * sum / n));
    }
    return deviations / d * Math.sqrt(d);
  }

  private void report(int epoch, double share, Measurement measurement, Progress progress) {
    progress.at(
        (epoch + share) / settings.epochs(),
        measurement.imagesPerSecond(),
        Map.of(
            "epoch",
            epoch + 1.0,
            "loss",
            measurement.loss(),
            "outputDeviation",
            measurement.outputDeviation()));
  }

  @Override
  public double neighbourAccuracy(NearestNeighbours neighbours, Runnable requireWanted) {
    return neighbours.accuracy(manager, images -> backbone.forward(images, false), requireWanted);
  }

  @Override
  public byte[] state() {
    return TrainingState.encode(parameters());
  }

  @Override
  public void restore(String name, byte[] state) {
    TrainingState.restore(name, state, parameters());
  }

  List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(encoderParameters);
    parameters.addAll(predictorParameters);
    return parameters;
  }

  @Override
  public FoldedResNet backbone() {
    return backbone.fold();
  }

  @Override
  public void close() {
    manager.close();
  }
}
