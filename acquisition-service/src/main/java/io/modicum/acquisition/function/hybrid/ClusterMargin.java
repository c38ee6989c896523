package io.modicum.acquisition.function.hybrid;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.FeatureRows;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Randomness;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.function.uncertainty.Margin;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.stage.ParallelWork;
import io.modicum.contracts.vector.Distances;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups the images of the least margin into clusters and takes one of each in turn, the smallest
 * cluster first (Citovsky et al. 2021, Batch Active Learning at Scale, arXiv 2107.14263, algorithm
 * 1), so that a large batch is not all of one kind.
 *
 * <p>Three things differ. The clusters are made of the images of the least margin only, at most
 * 5,000 of them, and the others join the nearest cluster: the paper clusters the whole pool once,
 * which takes memory or time that grows with its square. The clusters are cut to a mean size rather
 * than at a distance that would have to be tuned. And of a cluster the image of the least margin is
 * taken, where the paper takes any.
 */
@ApplicationScoped
class ClusterMargin implements AcquisitionFunction {

  private static final int MOST_CLUSTERED = 5_000;
  private static final int JOINED_TOGETHER = 1_024;

  private static final Setting FACTOR =
      Setting.integer(
          "factor", 10, 1, 100, "How many times as many images of least margin are clustered.");
  private static final Setting CLUSTER_SIZE =
      Setting.integer("cluster-size", 10, 1, 1000, "Mean number of images in a cluster.");

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "cluster-margin",
        "Images whose two likeliest classes are close, from as many clusters as possible.",
        "Citovsky et al. 2021, arXiv 2107.14263",
        Set.of(Need.FEATURES, Need.PROBABILITIES),
        List.of(FACTOR, CLUSTER_SIZE));
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    long wanted = (long) count * settings.integer(FACTOR.name());
    int most = (int) Math.min(wanted, pool.candidates().length);
    List<Pick> closest = new Margin().choose(pool, most, settings);
    int[] clusters = clusters(pool, closest, settings.integer(CLUSTER_SIZE.name()));
    Map<Integer, Deque<Pick>> members = new LinkedHashMap<>();
    for (int i = 0; i < closest.size(); i++) {
      members.computeIfAbsent(clusters[i], none -> new ArrayDeque<>()).add(closest.get(i));
    }
    List<Deque<Pick>> smallestFirst = new ArrayList<>(members.values());
    smallestFirst.sort(Comparator.comparingInt(Deque::size));
    List<Pick> picks = new ArrayList<>();
    while (picks.size() < Math.min(count, closest.size())) {
      for (Deque<Pick> cluster : smallestFirst) {
        if (!cluster.isEmpty() && picks.size() < count) {
          picks.add(cluster.remove());
        }
      }
    }
    return picks;
  }

  /** Returns the number of the cluster of each of the images. */
  private static int[] clusters(Pool pool, List<Pick> closest, int clusterSize) {
    Matrix features = pool.features().covering(pool.size(), "features");
    int d = features.columns();
    int[] images = closest.stream().mapToInt(Pick::image).toArray();
    int[] sorted = images.clone();
    Arrays.sort(sorted);
    int[] sample = Randomness.sample(pool, sorted, MOST_CLUSTERED, 1);
    float[] rows = FeatureRows.read(features, sample);
    int[] clusters =
        AverageLinkage.clusters(
            rows, d, Math.max(1, sample.length / clusterSize), pool::requireCampaign);
    float[] means = means(rows, d, clusters);
    int[] clusterOf = new int[images.length];
    ParallelWork.forEach(
        images.length,
        JOINED_TOGETHER,
        pool::requireCampaign,
        i -> {
          int known = Arrays.binarySearch(sample, images[i]);
          clusterOf[i] =
              known >= 0
                  ? clusters[known]
                  : nearest(FeatureRows.read(features, images[i]), means, d, clusters);
        });
    return clusterOf;
  }

  /** Returns the mean of each cluster, in its own row. */
  private static float[] means(float[] rows, int d, int[] clusters) {
    float[] means = new float[rows.length];
    int[] sizes = new int[clusters.length];
    for (int row = 0; row < clusters.length; row++) {
      int size = ++sizes[clusters[row]];
      int mean = clusters[row] * d;
      for (int j = 0; j < d; j++) {
        means[mean + j] += (rows[row * d + j] - means[mean + j]) / size;
      }
    }
    return means;
  }

  private static int nearest(float[] features, float[] means, int d, int[] clusters) {
    int nearest = clusters[0];
    double least = Double.POSITIVE_INFINITY;
    for (int row = 0; row < clusters.length; row++) {
      if (clusters[row] == row) {
        double distance = Distances.squared(features, 0, means, row * d, d);
        nearest = distance < least ? row : nearest;
        least = Math.min(least, distance);
      }
    }
    return nearest;
  }
}
