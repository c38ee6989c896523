package io.modicum.acquisition.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SketchProperties {

  @Property(tries = 60)
  void boundsAreNeverAboveTheDistance(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 1100) int rows,
      @ForAll @IntRange(min = 1, max = 70) int columns,
      @ForAll @IntRange(max = 8) int decades) {
    SplittableRandom random = new SplittableRandom(seed);
    DenseMatrix matrix = Samples.clustered(random, rows, columns, Math.pow(10, decades - 4));
    Sketch sketch = Sketch.build(matrix, rows);
    int row = random.nextInt(rows);
    float[] vector = matrix.row(row);

    for (int block = 0; block < Blocks.count(rows); block++) {
      float[] bounds = new float[Blocks.ROWS];
      sketch.bounds(block, sketch.coordinates(vector), bounds);
      for (int i = 0; i < Blocks.rows(block, rows); i++) {
        assertThat((double) bounds[i])
            .isLessThanOrEqualTo(Samples.squared(matrix, block * Blocks.ROWS + i, row));
      }
    }
    assertThat(sketch.coordinates(row)).containsExactly(sketch.coordinates(vector));
  }

  @Property(tries = 60)
  void nearestCentersAreThoseOfBruteForce(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 1100) int rows,
      @ForAll @IntRange(min = 1, max = 70) int columns) {
    SplittableRandom random = new SplittableRandom(seed);
    DenseMatrix matrix = Samples.clustered(random, rows, columns, 1);
    NearestCenters nearest = new NearestCenters(matrix, rows, Sketch.build(matrix, rows));
    int[] centers = random.ints(8, 0, rows).toArray();

    for (int center : centers) {
      nearest.add(matrix.row(center));
    }

    for (int row = 0; row < rows; row++) {
      double least = Double.POSITIVE_INFINITY;
      for (int center : centers) {
        least = Math.min(least, Samples.squared(matrix, row, center));
      }
      assertThat(nearest.squaredDistance(row)).isCloseTo(least, within(1e-12 * (1 + least)));
    }
  }
}
