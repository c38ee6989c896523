package io.modicum.acquisition.function.coverage;

import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Randomness;
import io.modicum.acquisition.matrix.Clusters;
import io.modicum.acquisition.matrix.KMeans;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.Sketch;

/** The images of a pool in clusters, by k-means with the pool's own random numbers. */
final class PoolClusters {

  private PoolClusters() {}

  /**
   * Clusters all images.
   *
   * @param features of the pool's images
   * @param sketch of their rows
   * @param count of clusters
   * @param iterations the most there may be
   */
  static Clusters cluster(Pool pool, Matrix features, Sketch sketch, int count, int iterations) {
    return KMeans.cluster(
        features,
        pool.size(),
        sketch,
        count,
        iterations,
        Randomness.of(pool),
        pool::requireCampaign);
  }
}
