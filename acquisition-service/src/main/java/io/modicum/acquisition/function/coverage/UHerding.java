package io.modicum.acquisition.function.coverage;

import io.modicum.acquisition.function.BlockScores;
import io.modicum.acquisition.function.FeatureRows;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.stage.ParallelWork;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Uncertainty herding: {@link MaxHerding} where each image counts by its uncertainty, one minus the
 * margin of its two likeliest classes, and the kernel's σ is the least distance of two labelled
 * images. With few labels σ is large and all images are as uncertain, so it covers the pool; with
 * many it tends to pure uncertainty (Bae, Oliveira and Sutherland 2025, Uncertainty Herding: One
 * Active Learning Method for All Label Budgets, arXiv 2412.20644, section 3).
 *
 * <p>The paper softens probabilities by a temperature that is fitted on held-out labels. That is
 * the classifier's business here; {@code temperature} divides the logits further.
 */
@ApplicationScoped
public class UHerding extends Herding {

  /** Below it, single precision no longer tells how near two unit vectors are. */
  private static final double LEAST_SIGMA = 0.05;

  private static final int ROWS_TOGETHER = 256;

  private static final Setting BANDWIDTH =
      Setting.automatic(
          "bandwidth",
          LEAST_SIGMA,
          10,
          "How far an image speaks for others, as a distance of features of length 1; by default"
              + " the least distance of two labelled images.");
  private static final Setting TEMPERATURE =
      Setting.number("temperature", 1, 0.01, 100, "Softens the class probabilities if above 1.");

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "uherding",
        "Time after time the image that speaks for most of the undecided ones; for any budget.",
        "Bae, Oliveira and Sutherland 2025, arXiv 2412.20644",
        Set.of(Need.FEATURES, Need.PROBABILITIES),
        List.of(BANDWIDTH, TEMPERATURE, SAMPLE));
  }

  @Override
  double sigma(Pool pool, Settings settings) {
    return settings.given(BANDWIDTH.name()).orElseGet(() -> leastDistance(pool));
  }

  /** Returns the least distance that is above 0, or 1 where no two labelled images differ. */
  private static double leastDistance(Pool pool) {
    Matrix features = pool.features();
    int d = features.columns();
    float[] rows = FeatureRows.readNormalised(features, pool.labelled());
    double[] distances = new double[pool.labelled().length];
    ParallelWork.forEach(
        distances.length,
        ROWS_TOGETHER,
        pool::requireCampaign,
        i -> distances[i] = leastDistance(rows, d, i));
    double least = Arrays.stream(distances).min().orElse(Double.POSITIVE_INFINITY);
    return Double.isInfinite(least) ? 1 : Math.max(LEAST_SIGMA, Math.sqrt(least));
  }

  private static double leastDistance(float[] rows, int d, int i) {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < i; k++) {
      double squares = 0;
      for (int j = 0; j < d; j++) {
        double difference = (double) rows[i * d + j] - rows[k * d + j];
        squares += difference * difference;
      }
      least = squares > 0 ? Math.min(least, squares) : least;
    }
    return least;
  }

  @Override
  double[] weights(Pool pool, Settings settings, int[] images) {
    Matrix probabilities = pool.probabilities().covering(pool.size(), "probabilities");
    int classes = probabilities.columns();
    double power = 1 / settings.number(TEMPERATURE.name());
    double[] weights =
        BlockScores.compute(
            pool,
            List.of(probabilities),
            images,
            (rows, offset) -> uncertainty(rows[0], offset, classes, power));
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Double.isNaN(weights[i]) ? 0 : weights[i];
    }
    return weights;
  }

  private static double uncertainty(float[] p, int offset, int classes, double power) {
    double first = 0;
    double second = 0;
    double sum = 0;
    for (int i = offset; i < offset + classes; i++) {
      double scaled = power == 1 ? p[i] : Math.pow(p[i], power);
      sum += scaled;
      second = Math.max(second, Math.min(first, scaled));
      first = Math.max(first, scaled);
    }
    return Math.max(0, 1 - (first - second) / sum);
  }

  @Override
  String reason(double gain) {
    return "covers " + percent(gain) + " more of what is undecided";
  }
}
