package io.modicum.acquisition.function.coverage;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Ranking;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.Clusters;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.Sketch;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.manifest.Selection.Pick;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Chooses the image nearest to the center of each k-means cluster that has no label yet (Xu, Yu,
 * Tresp, Xu and Wang 2003, Representative sampling for text classification using support vector
 * machines). There are as many clusters as there will be labels, so that labelled images do not
 * have their neighbourhood chosen once more; the largest uncovered clusters come first.
 */
@ApplicationScoped
class KMeansMedoids implements AcquisitionFunction {

  private static final int ITERATIONS = 30;

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "k-means",
        "The image in the middle of each cluster that has no label yet.",
        "Xu, Yu, Tresp, Xu and Wang 2003",
        Set.of(Need.FEATURES),
        List.of());
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    if (count == 0) {
      return List.of();
    }
    Matrix features = pool.features().covering(pool.size(), "features");
    int wanted = Math.min(pool.labelled().length + count, pool.size());
    Clusters clusters =
        PoolClusters.cluster(
            pool, features, Sketch.build(features, pool.size()), wanted, ITERATIONS);
    return new ClusterRounds(pool, clusters.assignments())
        .choose(count, 1, (cluster, candidates) -> medoid(pool, clusters, candidates));
  }

  private static Pick medoid(Pool pool, Clusters clusters, int[] candidates) {
    int nearest = Ranking.highest(pool, candidates, i -> -clusters.squaredDistances()[i]);
    double distance = Math.sqrt(clusters.squaredDistances()[nearest]);
    return new Pick(
        nearest,
        distance,
        String.format(Locale.ROOT, "%.4f from the center of its cluster", distance));
  }
}
