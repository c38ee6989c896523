package io.modicum.acquisition.function.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.FeatureRows;
import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.function.uncertainty.Margin;
import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** MaxHerding and uncertainty herding against the definition, written down in the plainest way. */
class HerdingTest {

  private static final int SIZE = 60;

  @Property(tries = 10)
  void maxHerdingChoosesWhatTheDefinitionChooses(
      @ForAll @IntRange(max = 1000) int seed,
      @ForAll @DoubleRange(min = 0.05, max = 2) double bandwidth,
      @ForAll @DoubleRange(max = 0.3) double labelledShare) {
    GivenPool pool = GivenPool.random(new SplittableRandom(seed), SIZE, 4, labelledShare);
    double[] weights = new double[SIZE];
    Arrays.fill(weights, 1);

    List<Pick> picks = choose(new MaxHerding(), pool, 20, Map.of("bandwidth", bandwidth));

    assertHerds(picks, pool, weights, bandwidth);
  }

  @Property(tries = 10)
  void uncertaintyHerdingWeighsByTheMargin(@ForAll @IntRange(max = 1000) int seed) {
    GivenPool pool = GivenPool.random(new SplittableRandom(seed), SIZE, 4, 0.1);
    double[] weights = new double[SIZE];
    for (int image = 0; image < SIZE; image++) {
      float[] p = pool.probabilities().row(image);
      Arrays.sort(p);
      weights[image] = 1 - (p[3] - p[2]);
    }
    double least = Double.POSITIVE_INFINITY;
    for (int a : pool.labelled()) {
      for (int b : pool.labelled()) {
        least = a == b ? least : Math.min(least, distance(pool.features(), a, b));
      }
    }

    List<Pick> picks = choose(new UHerding(), pool, 20, Map.of());

    assertHerds(picks, pool, weights, Double.isInfinite(least) ? 1 : Math.max(least, 0.05));
  }

  @Property(tries = 10)
  void whatAnImageAddsNeverGrows(@ForAll @IntRange(max = 1000) int seed) {
    GivenPool pool = GivenPool.random(new SplittableRandom(seed), SIZE, 4, 0.1);
    for (AcquisitionFunction function : List.of(new MaxHerding(), new UHerding())) {
      List<Pick> picks = choose(function, pool, SIZE, Map.of());

      for (int i = 1; i < picks.size(); i++) {
        assertThat(picks.get(i).score()).isBetween(0.0, picks.get(i - 1).score());
      }
    }
  }

  @Property(tries = 10)
  void coverageGrowsByWhatWasForetoldAndNeverFalls(@ForAll @IntRange(max = 1000) int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Matrix drawn = GivenPool.random(random, SIZE, 4, 0).features();
    float[] rows = FeatureRows.readNormalised(drawn, random.ints(SIZE, 0, SIZE).toArray());
    KernelCoverage coverage =
        new KernelCoverage(
            rows, drawn.columns(), random.doubles(SIZE).toArray(), random.nextDouble(0.05, 2));
    for (int row = 0; row < 20; row++) {
      double before = coverage.value();
      double gain = coverage.gains(rows, new int[] {row})[0];

      coverage.add(rows, row * drawn.columns());

      assertThat(gain).isNotNegative();
      assertThat(coverage.value()).isCloseTo(before + gain, within(1e-12)).isLessThan(1 + 1e-12);
    }
  }

  @Test
  void imagesThatSpeakForNoOthersAreRankedByUncertainty() {
    float[] apart = new float[SIZE * SIZE];
    for (int image = 0; image < SIZE; image++) {
      apart[image * SIZE + image] = 1;
    }
    GivenPool pool =
        GivenPool.random(new SplittableRandom(5), SIZE, 4, 0.1)
            .withFeatures(new DenseMatrix(apart, SIZE, SIZE));

    List<Pick> picks = choose(new UHerding(), pool, 5, Map.of("bandwidth", 0.1));

    assertThat(picks)
        .extracting(Pick::image)
        .containsExactlyElementsOf(
            choose(new Margin(), pool, 5, Map.of()).stream().map(Pick::image).toList());
  }

  @Test
  void hotTemperaturesLeaveCoverageAlone() {
    GivenPool pool = GivenPool.random(new SplittableRandom(5), SIZE, 4, 0.1);

    List<Pick> picks =
        choose(new UHerding(), pool, 5, Map.of("bandwidth", 1.0, "temperature", 100.0));

    assertThat(picks.get(0).image())
        .isEqualTo(choose(new MaxHerding(), pool, 1, Map.of()).get(0).image());
  }

  @Test
  void largePoolsAreCoveredFromSamples() {
    SplittableRandom random = new SplittableRandom(3);
    float[] corners = new float[4000 * 4];
    for (int image = 0; image < 4000; image++) {
      corners[image * 4 + image % 4] = 1;
      corners[image * 4 + random.nextInt(4)] += 0.1f;
    }
    GivenPool pool = GivenPool.of(4000).withFeatures(new DenseMatrix(corners, 4000, 4));

    List<Pick> picks = choose(new MaxHerding(), pool, 140, Map.of("sample", 200.0));

    assertThat(picks).extracting(Pick::image).doesNotHaveDuplicates().hasSize(140);
    assertThat(picks.subList(0, 4))
        .extracting(pick -> pick.image() % 4)
        .containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  private static List<Pick> choose(
      AcquisitionFunction function, Pool pool, int count, Map<String, Double> settings) {
    return function.choose(
        pool, count, Settings.complete(function.description(), new TreeMap<>(settings)));
  }

  /** Each pick adds as much as the best image, up to rounding; and as much as its score says. */
  private static void assertHerds(
      List<Pick> picks, GivenPool pool, double[] weights, double sigma) {
    double total = Arrays.stream(weights).sum();
    double[] covered = new double[SIZE];
    for (int image : pool.labelled()) {
      covered = covering(covered, pool, image, sigma);
    }
    for (Pick pick : picks) {
      double best = 0;
      for (int candidate : pool.candidates()) {
        best = Math.max(best, gain(weights, covered, covering(covered, pool, candidate, sigma)));
      }
      double[] after = covering(covered, pool, pick.image(), sigma);
      assertThat(gain(weights, covered, after) / total)
          .isCloseTo(best / total, within(1e-4))
          .isCloseTo(pick.score(), within(1e-4));
      covered = after;
    }
  }

  private static double[] covering(double[] covered, Pool pool, int center, double sigma) {
    double[] after = covered.clone();
    for (int image = 0; image < SIZE; image++) {
      double distance = distance(pool.features(), image, center);
      after[image] = Math.max(after[image], Math.exp(-distance * distance / (sigma * sigma)));
    }
    return after;
  }

  private static double gain(double[] weights, double[] before, double[] after) {
    double gain = 0;
    for (int image = 0; image < SIZE; image++) {
      gain += weights[image] * (after[image] - before[image]);
    }
    return gain;
  }

  private static double distance(Matrix features, int a, int b) {
    float[] x = features.row(a);
    float[] y = features.row(b);
    double squares = 0;
    for (int j = 0; j < x.length; j++) {
      double difference = x[j] / length(x) - y[j] / length(y);
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  private static double length(float[] x) {
    double squares = 0;
    for (float value : x) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}
