package io.modicum.acquisition.function.hybrid;

import io.modicum.contracts.vector.Distances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hierarchical agglomerative clustering with average linkage of squared Euclidean distances, by
 * chains of nearest neighbours (Müllner 2011, arXiv 1109.2378, section 3.1.2). The mean distance of
 * two clusters is the distance of their means plus the variance of each, so no matrix of distances
 * is needed: memory is that of the rows, time grows with their square.
 */
final class AverageLinkage {

  /** Numbers worth splitting a search over several cores. */
  private static final int WORTH_SPLITTING = 1 << 17;

  private final float[] means;
  private final int d;
  private final double[] variances;
  private final int[] sizes;
  private int[] alive;

  /** Two clusters became the first of them. */
  private record Merge(int kept, int gone, double distance) {}

  private AverageLinkage(float[] rows, int d) {
    int n = rows.length / d;
    this.means = rows.clone();
    this.d = d;
    this.variances = new double[n];
    this.sizes = new int[n];
    Arrays.fill(sizes, 1);
    this.alive = IntStream.range(0, n).toArray();
  }

  /**
   * Returns the cluster of each row, as the lowest row in it.
   *
   * @param rows {@code [n, d]}
   * @param clusters how many to make, at least 1
   * @param requireWanted runs between the steps; ends the work by an exception
   */
  static int[] clusters(float[] rows, int d, int clusters, Runnable requireWanted) {
    int n = rows.length / d;
    List<Merge> merges = new AverageLinkage(rows, d).merges(requireWanted);
    merges.sort(Comparator.comparingDouble(Merge::distance));
    int[] parents = IntStream.range(0, n).toArray();
    for (Merge merge : merges.subList(0, Math.max(0, n - clusters))) {
      int a = root(parents, merge.kept);
      int b = root(parents, merge.gone);
      parents[Math.max(a, b)] = Math.min(a, b);
    }
    return IntStream.range(0, n).map(row -> root(parents, row)).toArray();
  }

  private static int root(int[] parents, int row) {
    int root = row;
    while (parents[root] != root) {
      root = parents[root];
    }
    return root;
  }

  private List<Merge> merges(Runnable requireWanted) {
    List<Merge> merges = new ArrayList<>();
    int[] chain = new int[alive.length];
    int length = 0;
    while (alive.length > 1) {
      requireWanted.run();
      if (length == 0) {
        chain[length++] = alive[0];
      }
      int last = chain[length - 1];
      int before = length > 1 ? chain[length - 2] : -1;
      int next = nearest(last, before);
      if (next == before) {
        length -= 2;
        merges.add(merge(Math.min(last, next), Math.max(last, next)));
      } else {
        chain[length++] = next;
      }
    }
    return merges;
  }

  /** Returns the nearest other cluster; ties go to {@code preferred}, so that chains end. */
  private int nearest(int cluster, int preferred) {
    int parts = (int) Math.min(16, 1 + (long) alive.length * d / WORTH_SPLITTING);
    IntStream numbers = IntStream.range(0, parts);
    int[] candidates =
        (parts > 1 ? numbers.parallel() : numbers)
            .map(
                part ->
                    nearest(
                        cluster,
                        preferred,
                        (int) ((long) alive.length * part / parts),
                        (int) ((long) alive.length * (part + 1) / parts)))
            .toArray();
    int nearest = preferred;
    double least = preferred < 0 ? Double.POSITIVE_INFINITY : distance(cluster, preferred);
    for (int candidate : candidates) {
      double distance = candidate < 0 ? Double.POSITIVE_INFINITY : distance(cluster, candidate);
      if (candidate >= 0 && (nearest < 0 || distance < least)) {
        nearest = candidate;
        least = distance;
      }
    }
    return nearest;
  }

  private int nearest(int cluster, int preferred, int from, int to) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = from; i < to; i++) {
      if (alive[i] != cluster && alive[i] != preferred) {
        double distance = distance(cluster, alive[i]);
        if (nearest < 0 || distance < least) {
          nearest = alive[i];
          least = distance;
        }
      }
    }
    return nearest;
  }

  private double distance(int a, int b) {
    return Distances.squared(means, a * d, means, b * d, d) + (variances[a] + variances[b]);
  }

  private Merge merge(int kept, int gone) {
    double distance = distance(kept, gone);
    double apart = Distances.squared(means, kept * d, means, gone * d, d);
    int size = sizes[kept] + sizes[gone];
    double share = (double) sizes[gone] / size;
    variances[kept] =
        (1 - share) * variances[kept] + share * variances[gone] + share * (1 - share) * apart;
    for (int j = 0; j < d; j++) {
      float mean = means[kept * d + j];
      means[kept * d + j] = (float) (mean + share * (means[gone * d + j] - mean));
    }
    sizes[kept] = size;
    alive = Arrays.stream(alive).filter(cluster -> cluster != gone).toArray();
    return new Merge(kept, gone, distance);
  }
}
