package io.modicum.acquisition.function.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KCenterGreedyProperties {

  private static final int COLUMNS = 3;

  @Property(tries = 100)
  void coversWithinTwiceTheBestRadius(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 9) int size,
      @ForAll @IntRange(min = 1, max = 4) int count) {
    DenseMatrix features = gaussian(seed, size);

    int[] centers = images(choose(features, Math.min(count, size)));

    double best =
        IntStream.range(1, 1 << size)
            .filter(subset -> Integer.bitCount(subset) == centers.length)
            .mapToDouble(
                subset ->
                    radius(
                        features,
                        IntStream.range(0, size).filter(i -> (subset >> i & 1) == 1).toArray()))
            .min()
            .getAsDouble();
    assertThat(radius(features, centers)).isLessThanOrEqualTo(2 * best * (1 + 1e-9));
  }

  @Property(tries = 50)
  void theRadiusNeverGrowsAndEachPickIsTheFarthest(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 200) int size) {
    DenseMatrix features = gaussian(seed, size);

    List<Pick> picks = choose(features, size);

    int[] order = images(picks);
    double before = Double.POSITIVE_INFINITY;
    for (int i = 1; i < order.length; i++) {
      double radius = radius(features, IntStream.of(order).limit(i).toArray());
      assertThat(picks.get(i).score()).isEqualTo(radius);
      assertThat(radius).isLessThanOrEqualTo(before);
      before = radius;
    }
  }

  @Test
  void startsInTheMiddleAndGoesToTheFarthest() {
    DenseMatrix line = new DenseMatrix(new float[] {0, 1, 2, 3, 10}, 5, 1);

    List<Pick> picks = choose(line, 3);

    assertThat(picks).extracting(Pick::image).containsExactly(3, 4, 0);
    assertThat(picks).extracting(Pick::score).containsExactly(0.0, 7.0, 3.0);
  }

  private static List<Pick> choose(DenseMatrix features, int count) {
    AcquisitionFunction function = new KCenterGreedy();
    GivenPool pool = GivenPool.of(features.rows()).withFeatures(features);
    return function.choose(pool, count, Settings.complete(function.description(), Map.of()));
  }

  private static int[] images(List<Pick> picks) {
    return picks.stream().mapToInt(Pick::image).toArray();
  }

  private static DenseMatrix gaussian(long seed, int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new DenseMatrix(values, rows, COLUMNS);
  }

  private static double radius(DenseMatrix features, int[] centers) {
    return IntStream.range(0, features.rows())
        .mapToDouble(
            image ->
                IntStream.of(centers)
                    .mapToDouble(center -> distance(features, image, center))
                    .min()
                    .getAsDouble())
        .max()
        .getAsDouble();
  }

  private static double distance(DenseMatrix features, int a, int b) {
    double sum = 0;
    for (int i = 0; i < COLUMNS; i++) {
      double difference =
          (double) features.values()[a * COLUMNS + i] - features.values()[b * COLUMNS + i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
