package io.modicum.acquisition.function.coverage;

import io.modicum.acquisition.function.Pool;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses one image of a cluster after the other: clusters with the fewest labelled images first,
 * the largest of them first, round after round (Hacohen et al. 2022, algorithm 1). Clusters that
 * are too small to tell much come only when all others are used up.
 */
final class ClusterRounds {

  /** Chooses one of a cluster's candidates, which are ascending and at least one. */
  @FunctionalInterface
  interface Choice {
    Pick choose(int cluster, int[] candidates);
  }

  /** A cluster of the pool: how many images, how many of them labelled, and who is left. */
  private static final class Cluster {
    private final int number;
    private int size;
    private int labelled;
    private int[] candidates = {};

    private Cluster(int number) {
      this.number = number;
    }
  }

  private final Pool pool;
  private final List<Cluster> order;

  /**
   * @param clusters of each image
   */
  ClusterRounds(Pool pool, int[] clusters) {
    this.pool = pool;
    int count = Arrays.stream(clusters).max().orElse(-1) + 1;
    this.order = new ArrayList<>(IntStream.range(0, count).mapToObj(Cluster::new).toList());
    Arrays.stream(clusters).forEach(cluster -> order.get(cluster).size++);
    Arrays.stream(pool.labelled()).forEach(image -> order.get(clusters[image]).labelled++);
    int[][] candidates = new int[count][];
    int[] found = new int[count];
    Arrays.setAll(candidates, cluster -> new int[order.get(cluster).size]);
    for (int image : pool.candidates()) {
      candidates[clusters[image]][found[clusters[image]]++] = image;
    }
    order.forEach(c -> c.candidates = Arrays.copyOf(candidates[c.number], found[c.number]));
    order.sort(Comparator.<Cluster>comparingInt(c -> c.labelled).thenComparingInt(c -> -c.size));
  }

  /**
   * Chooses up to {@code count} images.
   *
   * @param smallest size of a cluster that is not too small
   */
  List<Pick> choose(int count, int smallest, Choice choice) {
    List<Pick> picks = new ArrayList<>();
    for (boolean large : new boolean[] {true, false}) {
      List<Cluster> visited = order.stream().filter(c -> c.size >= smallest == large).toList();
      int before = -1;
      while (picks.size() < count && picks.size() > before) {
        before = picks.size();
        for (Cluster cluster : visited) {
          if (picks.size() < count && cluster.candidates.length > 0) {
            pool.requireCampaign();
            Pick pick = choice.choose(cluster.number, cluster.candidates);
            picks.add(pick);
            cluster.candidates =
                Arrays.stream(cluster.candidates).filter(i -> i != pick.image()).toArray();
          }
        }
      }
    }
    return picks;
  }
}
