package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Self-supervised pretraining. What is not of a method's own is of SimSiam (Chen and He 2021, arXiv
 * 2011.10566), and others take of it what they share.
 *
 * @param epochs passes over all pool images
 * @param batch images per step
 * @param learningRate base rate; the rate used is {@code learningRate × batch / 256},
 *     cosine-decayed
 * @param weightDecay L2 penalty of SGD
 * @param momentum momentum of SGD
 * @param projectorWidth width of projector and embedding
 * @param projectorLayers layers of the projector: 3 in the paper, 2 for CIFAR
 * @param predictorFixedRate whether the predictor's rate stays at its initial value
 * @param minimumCrop smallest share of the image that RandomResizedCrop keeps, in (0, 1]
 * @param seed decides initial weights, order and views; where none is given, the campaign's does.
 *     Campaigns of different seeds share a backbone if they agree in this one
 * @param method name of the method, as in the catalogue; absent for {@value #SIMSIAM}, as in what
 *     was written before there were others
 * @param settings what is set of that method, by name
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PretrainingSettings(
    int epochs,
    int batch,
    double learningRate,
    double weightDecay,
    double momentum,
    int projectorWidth,
    int projectorLayers,
    boolean predictorFixedRate,
    double minimumCrop,
    OptionalLong seed,
    Optional<String> method,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> settings) {

  /** The method of a campaign that names none. */
  public static final String SIMSIAM = "simsiam";

  /**
   * Steps below which a training is cut short: about those that preset {@code small} takes for the
   * demo's 10,000 photographs.
   */
  public static final int LEAST_STEPS = 3000;

  private static final int SMALLEST_BATCH = 64;
  private static final int STEPS_OF_AN_EPOCH = 8;

  public PretrainingSettings {
    seed = seed == null ? OptionalLong.empty() : seed;
    method = method == null ? Optional.empty() : method.filter(name -> !name.equals(SIMSIAM));
    method.ifPresent(
        name -> Check.name(name, "pretraining.method", "a pretraining method, such as " + SIMSIAM));
    settings = settings == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(settings));
    Check.that(epochs >= 1 && epochs <= 10_000, "pretraining.epochs", "1 to 10000");
    Check.that(batch >= 2 && batch <= 8192, "pretraining.batch", "2 to 8192");
    Check.that(learningRate > 0 && learningRate <= 10, "pretraining.learningRate", "in (0, 10]");
    Check.that(weightDecay >= 0 && weightDecay < 1, "pretraining.weightDecay", "in [0, 1)");
    Check.that(momentum >= 0 && momentum < 1, "pretraining.momentum", "in [0, 1)");
    Check.that(
        projectorWidth >= 8 && projectorWidth <= 8192, "pretraining.projectorWidth", "8 to 8192");
    Check.that(
        projectorLayers == 2 || projectorLayers == 3, "pretraining.projectorLayers", "2 or 3");
    Check.that(minimumCrop > 0 && minimumCrop <= 1, "pretraining.minimumCrop", "in (0, 1]");
  }

  /** Settings of SimSiam whose seed is the campaign's. */
  public PretrainingSettings(
      int epochs,
      int batch,
      double learningRate,
      double weightDecay,
      double momentum,
      int projectorWidth,
      int projectorLayers,
      boolean predictorFixedRate,
      double minimumCrop) {
    this(
        epochs,
        batch,
        learningRate,
        weightDecay,
        momentum,
        projectorWidth,
        projectorLayers,
        predictorFixedRate,
        minimumCrop,
        OptionalLong.empty(),
        Optional.empty(),
        Map.of());
  }

  /** Returns the name of the method. */
  public String methodName() {
    return method.orElse(SIMSIAM);
  }

  /** Returns how many of so many pool images each step takes: a batch, or all if they are fewer. */
  public int imagesPerStep(int pool) {
    return Math.min(batch, pool);
  }

  /**
   * Returns how many steps an epoch of so many pool images takes; those that do not fill a batch
   * are left out of it.
   *
   * @param pool images, at least one
   */
  public int stepsPerEpoch(int pool) {
    return pool / imagesPerStep(pool);
  }

  /** Returns how many steps all epochs of so many pool images take. */
  public long steps(int pool) {
    return (long) epochs * stepsPerEpoch(pool);
  }

  /**
   * Returns the same with a batch that a small pool can fill several times: at most an eighth of
   * it, but not below 64, at which SimSiam still does well (Chen and He 2021, section 4.2), unless
   * all images are fewer.
   */
  public PretrainingSettings withBatchFor(int pool) {
    int several = Math.max(SMALLEST_BATCH, pool / STEPS_OF_AN_EPOCH);
    int most = Math.max(2, Math.min(several, pool));
    return with(epochs, Math.min(batch, most), seed, settings);
  }

  /** Returns the same with at least so many epochs that they take {@link #LEAST_STEPS} steps. */
  public PretrainingSettings withEpochsFor(int pool) {
    double enough = Math.ceil((double) LEAST_STEPS / stepsPerEpoch(pool));
    return with(Math.max(epochs, (int) enough), batch, seed, settings);
  }

  /** Returns the same with other settings of the method. */
  public PretrainingSettings withSettings(Map<String, Double> others) {
    return with(epochs, batch, seed, others);
  }

  /** Returns the same with a seed, unless it has one. */
  PretrainingSettings seededBy(long campaignSeed) {
    return seed.isPresent() ? this : with(epochs, batch, OptionalLong.of(campaignSeed), settings);
  }

  private PretrainingSettings with(
      int epochs, int batch, OptionalLong seed, Map<String, Double> settings) {
    return new PretrainingSettings(
        epochs,
        batch,
        learningRate,
        weightDecay,
        momentum,
        projectorWidth,
        projectorLayers,
        predictorFixedRate,
        minimumCrop,
        seed,
        method,
        settings);
  }
}
