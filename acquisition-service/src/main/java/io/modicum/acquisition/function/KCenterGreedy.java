package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.stage.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Chooses, time after time, the image farthest from all labelled and chosen ones, in Euclidean
 * distance of the features: core-set selection (Sener and Savarese 2018, arXiv 1708.00489,
 * algorithm 1). Where nothing is labelled yet, the image nearest to the mean is chosen first. Ties
 * go to the lowest index.
 */
@ApplicationScoped
class KCenterGreedy implements AcquisitionFunction {

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "k-center-greedy",
        "Time after time the image farthest from all labelled and chosen ones.",
        "Sener and Savarese 2018, arXiv 1708.00489",
        Set.of(Need.FEATURES),
        List.of());
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    Matrix features = pool.features().covering(pool.size(), "features");
    int columns = features.columns();
    float[] values = new float[pool.size() * columns];
    features.read(0, pool.size(), values, 0);
    requireFinite(values, columns);
    double[] nearest = new double[pool.size()];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int image : pool.labelled()) {
      take(image, nearest, values, columns);
    }
    int[] candidates = pool.candidates();
    boolean[] wanted = new boolean[pool.size()];
    Arrays.stream(candidates).forEach(image -> wanted[image] = true);
    List<Pick> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(count, candidates.length)) {
      boolean first = pool.labelled().length == 0 && chosen.isEmpty();
      int image = first ? nearestToMean(candidates, values, columns) : farthest(nearest, wanted);
      double distance = first ? 0 : Math.sqrt(nearest[image]);
      chosen.add(new Pick(image, distance, reason(first, distance)));
      wanted[image] = false;
      take(image, nearest, values, columns);
    }
    return chosen;
  }

  private static void requireFinite(float[] values, int columns) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InvalidInput(
            "features",
            "image " + i / columns + " has the value " + values[i] + " in column " + i % columns);
      }
    }
  }

  private static void take(int center, double[] nearest, float[] values, int columns) {
    for (int image = 0; image < nearest.length; image++) {
      nearest[image] = Math.min(nearest[image], squaredDistance(image, center, values, columns));
    }
  }

  private static double squaredDistance(int a, int b, float[] values, int columns) {
    double sum = 0;
    for (int i = a * columns, j = b * columns, end = i + columns; i < end; i++, j++) {
      double difference = (double) values[i] - values[j];
      sum += difference * difference;
    }
    return sum;
  }

  private static int farthest(double[] nearest, boolean[] wanted) {
    int farthest = -1;
    for (int image = 0; image < nearest.length; image++) {
      if (wanted[image] && (farthest < 0 || nearest[image] > nearest[farthest])) {
        farthest = image;
      }
    }
    return farthest;
  }

  private static int nearestToMean(int[] candidates, float[] values, int columns) {
    double[] mean = new double[columns];
    for (int i = 0; i < values.length; i++) {
      mean[i % columns] += values[i] * (double) columns / values.length;
    }
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int image : candidates) {
      double sum = 0;
      for (int i = 0; i < columns; i++) {
        double difference = values[image * columns + i] - mean[i];
        sum += difference * difference;
      }
      if (sum < least) {
        least = sum;
        nearest = image;
      }
    }
    return nearest;
  }

  private static String reason(boolean first, double distance) {
    return first
        ? "nearest to the mean of the pool"
        : String.format(Locale.ROOT, "%.4f from the nearest labelled or chosen image", distance);
  }
}
