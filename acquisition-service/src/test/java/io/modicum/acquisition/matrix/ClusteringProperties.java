package io.modicum.acquisition.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Clusters, neighbours and balls are those of brute force. */
class ClusteringProperties {

  @Property(tries = 60)
  void convergedClustersHoldTheRowsNearestToTheirMeans(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 1200) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @IntRange(min = 1, max = 30) int count) {
    DenseMatrix matrix = Samples.clustered(new SplittableRandom(seed), rows, columns, 1);

    Clusters clusters =
        KMeans.cluster(
            matrix,
            rows,
            Sketch.build(matrix, rows),
            count,
            1000,
            Samples.numbers(seed),
            Samples.WANTED);

    assertThat(clusters.centers().length).isBetween(1, count);
    for (int row = 0; row < rows; row++) {
      float[] values = matrix.row(row);
      double own = Samples.squared(values, clusters.centers()[clusters.assignments()[row]]);
      double least =
          Arrays.stream(clusters.centers())
              .mapToDouble(center -> Samples.squared(values, center))
              .min()
              .getAsDouble();
      assertThat(clusters.squaredDistances()[row]).isCloseTo(own, within(1e-9 * (1 + own)));
      assertThat(own).isLessThanOrEqualTo(least * (1 + 1e-9));
    }
    for (int cluster : IntStream.of(clusters.assignments()).distinct().toArray()) {
      int[] members =
          IntStream.range(0, rows).filter(row -> clusters.assignments()[row] == cluster).toArray();
      for (int i = 0; i < columns; i++) {
        int column = i;
        double mean =
            IntStream.of(members).mapToDouble(row -> matrix.row(row)[column]).average().orElse(0);
        assertThat((double) clusters.centers()[cluster][i])
            .isCloseTo(mean, within(1e-5 * (1 + Math.abs(mean))));
      }
    }
  }

  @Property(tries = 40)
  void moreIterationsNeverRaiseTheInertia(
      @ForAll long seed, @ForAll @IntRange(min = 30, max = 600) int rows) {
    DenseMatrix matrix = Samples.clustered(new SplittableRandom(seed), rows, 5, 1);
    Sketch sketch = Sketch.build(matrix, rows);
    double before = Double.POSITIVE_INFINITY;
    for (int iterations = 0; iterations < 6; iterations++) {
      double inertia =
          KMeans.cluster(
                  matrix, rows, sketch, 12, iterations, Samples.numbers(seed), Samples.WANTED)
              .inertia();
      assertThat(inertia).isLessThanOrEqualTo(before * (1 + 1e-6));
      before = inertia;
    }
  }

  @Property(tries = 40)
  void neighboursAreThoseOfBruteForce(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 1500) int rows,
      @ForAll @IntRange(min = 1, max = 60) int columns,
      @ForAll @IntRange(min = 1, max = 20) int wanted) {
    SplittableRandom random = new SplittableRandom(seed);
    DenseMatrix matrix = Samples.clustered(random, rows, columns, 1);
    int[] some = IntStream.range(0, rows).filter(row -> row % 3 != 1).toArray();
    int count = Math.min(wanted, some.length - 1);

    double[] means =
        Neighbours.meanSquaredDistances(
            matrix, Sketch.build(matrix, rows), some, count, Samples.WANTED);

    int row = random.nextInt(some.length);
    double mean =
        IntStream.of(some)
            .filter(other -> other != some[row])
            .mapToDouble(other -> Samples.squared(matrix, some[row], other))
            .sorted()
            .limit(count)
            .average()
            .orElse(0);
    assertThat(means[row]).isCloseTo(mean, within(1e-9 * (1 + mean)));
  }

  @Property(tries = 40)
  void ballsAreThoseOfBruteForce(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 1200) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns) {
    SplittableRandom random = new SplittableRandom(seed);
    DenseMatrix matrix = Samples.clustered(random, rows, columns, 1);
    double radius = 0.5 + 2 * random.nextDouble() * Math.sqrt(columns);
    Sketch sketch = Sketch.build(matrix, rows);
    Balls balls = new Balls(matrix, rows, sketch, radius);
    int center = random.nextInt(rows);
    int[] groups = random.ints(rows, 0, 2).toArray();
    AtomicIntegerArray sums = new AtomicIntegerArray(rows);

    balls.add(2, new int[] {center, rows - 1}, sums, Samples.WANTED);

    assertThat(balls.find(center)).containsExactly(brute(matrix, center, radius));
    int[] both = new int[rows];
    Arrays.stream(brute(matrix, center, radius)).forEach(row -> both[row] += 2);
    Arrays.stream(brute(matrix, rows - 1, radius)).forEach(row -> both[row] += 2);
    assertThat(IntStream.range(0, rows).map(sums::get)).containsExactly(boxed(both));
    DoubleStream others =
        IntStream.range(0, rows)
            .filter(row -> groups[row] != groups[center])
            .mapToDouble(row -> Math.sqrt(Samples.squared(matrix, row, center)));
    double pure = others.min().orElse(Double.POSITIVE_INFINITY);
    assertThat(Balls.pureRadii(matrix, sketch, groups, new int[] {center}, Samples.WANTED)[0])
        .satisfiesAnyOf(
            found -> assertThat(found).isEqualTo(pure),
            found -> assertThat(found).isCloseTo(pure, within(1e-9 * (1 + pure))));
  }

  private static int[] brute(DenseMatrix matrix, int center, double radius) {
    return IntStream.range(0, matrix.rows())
        .filter(row -> Samples.squared(matrix, row, center) < radius * radius)
        .toArray();
  }

  private static Integer[] boxed(int... values) {
    return Arrays.stream(values).boxed().toArray(Integer[]::new);
  }
}
