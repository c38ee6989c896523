package io.modicum.acquisition.function.adversarial;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.contracts.failure.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A variational autoencoder, and a discriminator that tells the codes of labelled rows from those
 * of unlabelled ones (Sinha, Ebrahimi and Darrell 2019, section 3). All layers are fully connected,
 * with one hidden layer of 256 in each part. It trains on one thread of the CPU, so that the result
 * does not depend on the machine's cores. Not thread-safe; used by the thread that made it.
 */
final class AdversarialAutoencoder implements AutoCloseable {

  private static final int HIDDEN = 256;

  private final NDManager manager;
  private final SplittableRandom random;
  private final int inputs;
  private final int latent;
  private final Layer encoder;
  private final Layer mean;
  private final Layer logVariance;
  private final Layer decoder;
  private final Layer output;
  private final Layer critic;
  private final Layer verdict;
  private int steps;

  /**
   * @param inputs numbers in a row
   * @param latent numbers in a code
   * @param random decides the first weights and the noise
   * @throws InvalidInput if PyTorch cannot be loaded
   */
  AdversarialAutoencoder(int inputs, int latent, SplittableRandom random) {
    this.manager = engine().newBaseManager(Device.cpu());
    this.random = random;
    this.inputs = inputs;
    this.latent = latent;
    this.encoder = new Layer(inputs, HIDDEN);
    this.mean = new Layer(HIDDEN, latent);
    this.logVariance = new Layer(HIDDEN, latent);
    this.decoder = new Layer(latent, HIDDEN);
    this.output = new Layer(HIDDEN, inputs);
    this.critic = new Layer(latent, HIDDEN);
    this.verdict = new Layer(HIDDEN, 1);
  }

  private static Engine engine() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    try {
      Engine engine = Engine.getEngine("PyTorch");
      JniUtils.setNumThreads(1);
      return engine;
    } catch (EngineException | LinkageError missing) {
      throw new InvalidInput(
          "acquisition.function",
          "vaal needs PyTorch, which cannot be loaded here ("
              + missing.getMessage()
              + "); choose another function, or run acquisition-service on Linux on x86-64");
    }
  }

  /**
   * Takes one step: the autoencoder learns to rebuild the rows from codes that look labelled, then
   * the discriminator learns to tell the codes apart.
   *
   * @param labelled rows, {@code [n, inputs]}
   * @param unlabelled rows, {@code [m, inputs]}
   */
  void step(float[] labelled, float[] unlabelled) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try (NDManager scope = manager.newSubManager()) {
      PtNDArray known = rows(scope, labelled);
      PtNDArray unknown = rows(scope, unlabelled);
      steps++;
      descend(
          plus(autoencoding(scope, known), autoencoding(scope, unknown)),
          List.of(encoder, mean, logVariance, decoder, output));
      PtNDArray knownCode = (PtNDArray) code(known).stopGradient();
      PtNDArray unknownCode = (PtNDArray) code(unknown).stopGradient();
      descend(
          plus(softPlus(negated(judge(knownCode))).mean(), softPlus(judge(unknownCode)).mean()),
          List.of(critic, verdict));
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /** Returns how sure the discriminator is that each row is unlabelled, in [0, 1]. */
  float[] unlabelled(float[] rows) {
    try (NDManager scope = manager.newSubManager()) {
      PtNDArray logits = judge(code(rows(scope, rows)));
      return negated(logits).getNDArrayInternal().sigmoid().toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  private PtNDArray rows(NDManager scope, float[] rows) {
    return (PtNDArray) scope.create(rows, new Shape(rows.length / inputs, inputs));
  }

  private PtNDArray code(PtNDArray rows) {
    return mean.forward(relu(encoder.forward(rows)));
  }

  /** Returns the logit of being labelled, {@code [n, 1]}. */
  private PtNDArray judge(PtNDArray codes) {
    return verdict.forward(relu(critic.forward(codes)));
  }

  /** Returns the loss of rebuilding, of the prior, and of not being taken for labelled. */
  private PtNDArray autoencoding(NDManager scope, PtNDArray rows) {
    PtNDArray hidden = relu(encoder.forward(rows));
    PtNDArray codes = mean.forward(hidden);
    PtNDArray logVariances = logVariance.forward(hidden);
    PtNDArray deviations = ((PtNDArray) logVariances.mul(0.5)).exp();
    PtNDArray drawn = plus(codes, (PtNDArray) deviations.mul(noise(scope, codes.getShape())));
    PtNDArray rebuilt = output.forward(relu(decoder.forward(drawn)));
    PtNDArray rebuilding = ((PtNDArray) rebuilt.sub(rows)).square().mean();
    PtNDArray prior =
        ((PtNDArray) codes.square().add(logVariances.exp()).sub(logVariances).sub(1)).mean();
    PtNDArray deceiving = softPlus(negated(judge(codes))).mean();
    double perInput = 0.5 * latent / inputs;
    return plus(plus(rebuilding, (PtNDArray) prior.mul(perInput)), deceiving);
  }

  private PtNDArray noise(NDManager scope, Shape shape) {
    float[] noise = new float[(int) shape.size()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return (PtNDArray) scope.create(noise, shape);
  }

  private void descend(PtNDArray loss, List<Layer> trained) {
    JniUtils.backward(loss, (PtNDArray) loss.onesLike(), false, false);
    trained.forEach(Layer::descend);
    List.of(critic, verdict).forEach(Layer::forgetGradient);
  }

  private static PtNDArray plus(PtNDArray a, PtNDArray b) {
    return (PtNDArray) a.add(b);
  }

  private static PtNDArray negated(PtNDArray a) {
    return (PtNDArray) a.neg();
  }

  private static PtNDArray relu(PtNDArray a) {
    return (PtNDArray) a.getNDArrayInternal().relu();
  }

  private static PtNDArray softPlus(PtNDArray a) {
    return JniUtils.softPlus(a);
  }

  /** A fully connected layer that Adam trains (Kingma and Ba 2015), at the paper's rate. */
  private final class Layer {

    private static final float RATE = 5e-4f;
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final List<Trained> tensors = new ArrayList<>();

    Layer(int inputs, int outputs) {
      double bound = 1 / Math.sqrt(inputs);
      tensors.add(new Trained(new Shape(inputs, outputs), bound));
      tensors.add(new Trained(new Shape(outputs), bound));
    }

    PtNDArray forward(PtNDArray x) {
      return (PtNDArray) x.matMul(tensors.get(0).value).add(tensors.get(1).value);
    }

    void descend() {
      double correction = Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
      for (Trained tensor : tensors) {
        try (PtNDArray gradient = JniUtils.getGradient(tensor.value)) {
          JniUtils.adamUpdate(
              tensor.value,
              gradient,
              tensor.mean,
              tensor.variance,
              RATE,
              (float) (RATE * correction),
              0,
              1,
              -1,
              BETA1,
              BETA2,
              EPSILON,
              false);
        }
      }
      forgetGradient();
    }

    void forgetGradient() {
      tensors.forEach(tensor -> JniUtils.zeroGrad(tensor.value));
    }
  }

  /** A tensor with Adam's moments. */
  private final class Trained {

    private final PtNDArray value;
    private final PtNDArray mean;
    private final PtNDArray variance;

    Trained(Shape shape, double bound) {
      float[] values = new float[(int) shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      this.value = (PtNDArray) manager.create(values, shape);
      this.mean = (PtNDArray) value.zerosLike();
      this.variance = (PtNDArray) value.zerosLike();
      JniUtils.attachGradient(value, true);
    }
  }
}
