package io.modicum.acquisition;

import io.modicum.contracts.manifest.Selection.Pick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Chooses, time after time, the image farthest from all labelled and chosen ones, in Euclidean
 * distance of the features: core-set selection (Sener and Savarese 2018, arXiv 1708.00489,
 * algorithm 1). Where nothing is labelled yet, the image nearest to the mean is chosen first. Ties
 * go to the lowest index.
 */
final class KCenterGreedy implements Acquisition {

  private final Matrix features;

  /**
   * @param features {@code [at least pool, d]}
   */
  KCenterGreedy(Matrix features) {
    this.features = features;
  }

  @Override
  public List<Pick> choose(Candidates candidates, int count) {
    features.covering(candidates.pool(), "features").finite("features");
    int pool = candidates.pool();
    double[] nearest = new double[pool];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    boolean[] taken = new boolean[pool];
    for (int image : candidates.labelled()) {
      take(image, nearest, taken);
    }
    int left = pool - candidates.labelled().length;
    List<Pick> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(count, left)) {
      boolean first = candidates.labelled().length == 0 && chosen.isEmpty();
      int image = first ? nearestToMean(pool) : farthest(nearest, taken);
      double distance = first ? 0 : Math.sqrt(nearest[image]);
      chosen.add(new Pick(image, distance, reason(first, distance)));
      take(image, nearest, taken);
    }
    return chosen;
  }

  private void take(int center, double[] nearest, boolean[] taken) {
    taken[center] = true;
    for (int image = 0; image < nearest.length; image++) {
      nearest[image] = Math.min(nearest[image], squaredDistance(image, center));
    }
  }

  private double squaredDistance(int a, int b) {
    int columns = features.columns();
    float[] values = features.values();
    double sum = 0;
    for (int i = a * columns, j = b * columns, end = i + columns; i < end; i++, j++) {
      double difference = (double) values[i] - values[j];
      sum += difference * difference;
    }
    return sum;
  }

  private static int farthest(double[] nearest, boolean[] taken) {
    int farthest = -1;
    for (int image = 0; image < nearest.length; image++) {
      if (!taken[image] && (farthest < 0 || nearest[image] > nearest[farthest])) {
        farthest = image;
      }
    }
    return farthest;
  }

  private int nearestToMean(int pool) {
    double[] mean = new double[features.columns()];
    for (int image = 0; image < pool; image++) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += features.at(image, i) / (double) pool;
      }
    }
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int image = 0; image < pool; image++) {
      double sum = 0;
      for (int i = 0; i < mean.length; i++) {
        double difference = features.at(image, i) - mean[i];
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
