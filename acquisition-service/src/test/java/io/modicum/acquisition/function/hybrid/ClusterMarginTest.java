package io.modicum.acquisition.function.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClusterMarginTest {

  @Property(tries = 40)
  void clustersAreThoseOfMergingTheNearestTwoOverAndOver(
      @ForAll @IntRange(max = 1000) int seed,
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 12) int clusters) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] rows = new float[size * 3];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }

    AtomicInteger looks = new AtomicInteger();

    assertThat(AverageLinkage.clusters(rows, 3, clusters, looks::incrementAndGet))
        .containsExactly(merged(rows, 3, clusters));

    assertThat(looks).as("looks whether it is wanted").hasValueGreaterThanOrEqualTo(size - 1);
  }

  @Test
  void takesTheClosestOfEachClusterTheSmallestClusterFirst() {
    float[] line = {0, 0.1f, 0.2f, 50, 50.1f, 100};
    float[] p = {0.6f, 0.4f, 0.55f, 0.45f, 0.7f, 0.3f, 0.5f, 0.5f, 0.8f, 0.2f, 0.65f, 0.35f};
    GivenPool pool =
        GivenPool.of(6)
            .withFeatures(new DenseMatrix(line, 6, 1))
            .withProbabilities(new DenseMatrix(p, 6, 2));

    assertThat(choose(pool, 5, 2)).extracting(Pick::image).containsExactly(5, 3, 1, 4, 0);
  }

  @Test
  void imagesBeyondThoseClusteredJoinTheNearestCluster() {
    int size = 8000;
    float[] line = new float[size];
    float[] p = new float[size * 2];
    for (int image = 0; image < size; image++) {
      line[image] = 1000 * (image % 4) + image / 8000f;
      p[image * 2] = 0.5f + image / 20_000f;
      p[image * 2 + 1] = 0.5f - image / 20_000f;
    }
    GivenPool pool =
        GivenPool.of(size)
            .withFeatures(new DenseMatrix(line, size, 1))
            .withProbabilities(new DenseMatrix(p, size, 2));

    List<Pick> picks = choose(pool, 800, 1000);

    int[] perGroup = new int[4];
    picks.forEach(pick -> perGroup[pick.image() % 4]++);
    assertThat(picks).hasSize(800).extracting(Pick::image).doesNotHaveDuplicates();
    assertThat(Arrays.stream(perGroup).min().orElseThrow()).isGreaterThanOrEqualTo(160);
  }

  private static List<Pick> choose(Pool pool, int count, int clusterSize) {
    ClusterMargin function = new ClusterMargin();
    return function.choose(
        pool,
        count,
        Settings.complete(function.description(), Map.of("cluster-size", (double) clusterSize)));
  }

  /** Average linkage as the definition says, in cubic time. */
  private static int[] merged(float[] rows, int d, int wanted) {
    List<List<Integer>> clusters = new ArrayList<>();
    IntStream.range(0, rows.length / d).forEach(row -> clusters.add(new ArrayList<>(List.of(row))));
    while (clusters.size() > wanted) {
      int[] best = {0, 1};
      double least = Double.POSITIVE_INFINITY;
      for (int a = 0; a < clusters.size(); a++) {
        for (int b = a + 1; b < clusters.size(); b++) {
          double distance = distance(rows, d, clusters.get(a), clusters.get(b));
          if (distance < least) {
            least = distance;
            best = new int[] {a, b};
          }
        }
      }
      clusters.get(best[0]).addAll(clusters.remove(best[1]));
    }
    int[] lowest = new int[rows.length / d];
    for (List<Integer> cluster : clusters) {
      int first = cluster.stream().min(Integer::compare).orElseThrow();
      cluster.forEach(row -> lowest[row] = first);
    }
    return lowest;
  }

  private static double distance(float[] rows, int d, List<Integer> a, List<Integer> b) {
    double sum = 0;
    for (int i : a) {
      for (int k : b) {
        for (int j = 0; j < d; j++) {
          double difference = rows[i * d + j] - rows[k * d + j];
          sum += difference * difference;
        }
      }
    }
    return sum / a.size() / b.size();
  }
}
