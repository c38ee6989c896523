package io.modicum.acquisition.function.coverage;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Ranking;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.Neighbours;
import io.modicum.acquisition.matrix.Sketch;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.manifest.Selection.Pick;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Chooses the most typical image of each cluster that has no label yet (Hacohen, Dekel and
 * Weinshall 2022, arXiv 2202.02794, algorithm 1): as many k-means clusters as there will be labels,
 * up to a limit; the largest uncovered ones first. Typicality is the inverse of the mean distance
 * from the nearest 20 images of the cluster, or from half of it; distances are squared, as in the
 * authors' code. Clusters of five or fewer images come last.
 */
@ApplicationScoped
class TypiClust implements AcquisitionFunction {

  private static final int NEIGHBOURS = 20;
  private static final int SMALLEST_CLUSTER = 6;
  private static final int ITERATIONS = 20;

  /** Keeps the typicality of an image finite whose neighbours equal it; the authors' number. */
  private static final double LEAST_DISTANCE = 1e-5;

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "typiclust",
        "The most typical image of each cluster that has no label yet; for small budgets.",
        "Hacohen, Dekel and Weinshall 2022, arXiv 2202.02794",
        Set.of(Need.FEATURES),
        List.of(
            Setting.integer(
                "clusters",
                500,
                1,
                10_000,
                "The most clusters; fewer where there are fewer labels.")));
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    if (count == 0) {
      return List.of();
    }
    Matrix features = pool.features().covering(pool.size(), "features");
    Sketch sketch = Sketch.build(features, pool.size());
    int clusters = Math.min(pool.labelled().length + count, settings.integer("clusters"));
    int[] clusterOf =
        PoolClusters.cluster(pool, features, sketch, clusters, ITERATIONS).assignments();
    return choose(pool, count, features, sketch, clusterOf);
  }

  /** Chooses from a given clustering: the cluster of each image. */
  List<Pick> choose(Pool pool, int count, Matrix features, Sketch sketch, int[] clusters) {
    return new ClusterRounds(pool, clusters)
        .choose(
            count,
            SMALLEST_CLUSTER,
            (cluster, candidates) -> mostTypical(pool, features, sketch, candidates));
  }

  private static Pick mostTypical(Pool pool, Matrix features, Sketch sketch, int[] candidates) {
    int neighbours = Math.min(NEIGHBOURS, candidates.length / 2);
    double[] distances =
        Neighbours.meanSquaredDistances(
            features, sketch, candidates, neighbours, pool::requireCampaign);
    int most = Ranking.highest(pool, candidates.length, i -> candidates[i], i -> -distances[i]);
    double typicality = 1 / (distances[most] + LEAST_DISTANCE);
    return new Pick(
        candidates[most],
        typicality,
        String.format(
            Locale.ROOT,
            "the most typical of %d images in a cluster, typicality %.3f",
            candidates.length,
            typicality));
  }
}
