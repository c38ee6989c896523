package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.NearestCenters;
import io.modicum.acquisition.matrix.Sketch;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.manifest.Selection.Pick;
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
    Sketch sketch = Sketch.of(features, pool.size());
    NearestCenters nearest = new NearestCenters(features, pool.size(), sketch);
    for (int image : pool.labelled()) {
      nearest.add(features.row(image));
    }
    int[] candidates = pool.candidates();
    boolean[] wanted = new boolean[pool.size()];
    Arrays.stream(candidates).forEach(image -> wanted[image] = true);
    List<Pick> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(count, candidates.length)) {
      boolean first = pool.labelled().length == 0 && chosen.isEmpty();
      int image =
          first
              ? nearestToMean(features, pool.size(), sketch, candidates)
              : farthest(nearest, wanted);
      double distance = first ? 0 : Math.sqrt(nearest.squaredDistance(image));
      chosen.add(new Pick(image, distance, reason(first, distance)));
      wanted[image] = false;
      nearest.add(features.row(image));
    }
    return chosen;
  }

  private static int farthest(NearestCenters nearest, boolean[] wanted) {
    int farthest = -1;
    for (int image = 0; image < wanted.length; image++) {
      if (wanted[image]
          && (farthest < 0 || nearest.squaredDistance(image) > nearest.squaredDistance(farthest))) {
        farthest = image;
      }
    }
    return farthest;
  }

  private static int nearestToMean(Matrix features, int size, Sketch sketch, int[] candidates) {
    NearestCenters mean = new NearestCenters(features, size, sketch);
    mean.add(sketch.mean());
    int nearest = candidates[0];
    for (int image : candidates) {
      if (mean.squaredDistance(image) < mean.squaredDistance(nearest)) {
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
