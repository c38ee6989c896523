package io.modicum.acquisition.function.coverage;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Ranking;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.NearestCenters;
import io.modicum.acquisition.matrix.Sketch;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.manifest.Selection.Pick;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Chooses, time after time, the image farthest from all labelled and chosen ones, in Euclidean
 * distance of the features: core-set selection (Sener and Savarese 2018, arXiv 1708.00489,
 * algorithm 1). Where nothing is labelled yet, the image nearest to the mean is chosen first. Ties
 * go by the seed.
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
    Sketch sketch = Sketch.build(features, pool.size());
    NearestCenters nearest = new NearestCenters(features, pool.size(), sketch);
    for (int image : pool.labelled()) {
      pool.requireCampaign();
      nearest.add(features.row(image));
    }
    int[] candidates = pool.candidates();
    boolean[] taken = new boolean[pool.size()];
    List<Pick> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(count, candidates.length)) {
      pool.requireCampaign();
      boolean first = pool.labelled().length == 0 && chosen.isEmpty();
      int image =
          first
              ? nearestToMean(pool, features, sketch, candidates)
              : Ranking.highest(pool, candidates, i -> taken[i] ? -1 : nearest.squaredDistance(i));
      double distance = first ? 0 : Math.sqrt(nearest.squaredDistance(image));
      chosen.add(new Pick(image, distance, reason(first, distance)));
      taken[image] = true;
      nearest.add(features.row(image));
    }
    return chosen;
  }

  private static int nearestToMean(Pool pool, Matrix features, Sketch sketch, int[] candidates) {
    NearestCenters mean = new NearestCenters(features, pool.size(), sketch);
    mean.add(sketch.mean());
    return Ranking.highest(pool, candidates, image -> -mean.squaredDistance(image));
  }

  private static String reason(boolean first, double distance) {
    return first
        ? "nearest to the mean of the pool"
        : String.format(Locale.ROOT, "%.4f from the nearest labelled or chosen image", distance);
  }
}
