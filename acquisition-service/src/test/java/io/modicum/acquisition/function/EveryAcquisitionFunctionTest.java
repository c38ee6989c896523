package io.modicum.acquisition.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.stage.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every acquisition function. */
class EveryAcquisitionFunctionTest {

  private static final int SIZE = 60;
  private static final int CLASSES = 4;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void choosesUnlabelledImagesOnceNeverMoreThanAskedAndAlwaysTheSame(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GivenPool pool = GivenPool.random(random, SIZE, CLASSES, 0.3 * (seed - 1) / 7);
    int asked = 1 + random.nextInt(SIZE);
    for (AcquisitionFunction function : all()) {
      List<Pick> picks = choose(function, pool, asked);

      assertThat(picks).hasSize(Math.min(asked, pool.candidates().length));
      assertThat(picks).extracting(Pick::image).doesNotHaveDuplicates();
      assertThat(picks)
          .extracting(Pick::image)
          .isSubsetOf(Arrays.stream(pool.candidates()).boxed().toList());
      assertThat(choose(function, pool, asked)).isEqualTo(picks);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void classBalancedTakesAsManyOfEachClass(int seed) {
    int[] truth = IntStream.range(0, SIZE).map(image -> image % CLASSES).toArray();
    GivenPool pool =
        GivenPool.random(new SplittableRandom(seed), SIZE, CLASSES, 0).withTruth(truth);

    List<Pick> picks = choose(new ClassBalanced(), pool, 2 * CLASSES);

    int[] counts = new int[CLASSES];
    picks.forEach(pick -> counts[truth[pick.image()]]++);
    assertThat(counts).containsOnly(2);
  }

  @Test
  void uncertaintyRanksScoresThatAreNoNumbersLast() {
    GivenPool pool =
        GivenPool.of(3)
            .withProbabilities(
                new DenseMatrix(new float[] {Float.NaN, 0.5f, 0.9f, 0.1f, 0.6f, 0.4f}, 3, 2));

    List<Pick> picks = choose(new LeastConfidence(), pool, 3);

    assertThat(picks).extracting(Pick::image).containsExactly(2, 1, 0);
  }

  @Test
  void kCenterGreedyRefusesFeaturesThatAreNoNumbers() {
    GivenPool pool =
        GivenPool.of(2).withFeatures(new DenseMatrix(new float[] {1, 2, Float.NaN, 4}, 2, 2));

    assertThatThrownBy(() -> choose(new KCenterGreedy(), pool, 1))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("features: image 1 has the value NaN in column 0");
  }

  @Test
  void kCenterGreedyStartsInTheMiddleAndGoesToTheFarthest() {
    GivenPool line =
        GivenPool.of(5).withFeatures(new DenseMatrix(new float[] {0, 1, 2, 3, 10}, 5, 1));

    List<Pick> picks = choose(new KCenterGreedy(), line, 3);

    assertThat(picks).extracting(Pick::image).containsExactly(3, 4, 0);
    assertThat(picks).extracting(Pick::score).containsExactly(0.0, 7.0, 3.0);
  }

  @Test
  void refusesFewerRowsThanImages() {
    GivenPool pool = GivenPool.of(3).withProbabilities(new DenseMatrix(new float[4], 2, 2));

    assertThatThrownBy(() -> choose(new Entropy(), pool, 1))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("probabilities: 2 rows for a pool of 3 images");
  }

  private static List<Pick> choose(AcquisitionFunction function, Pool pool, int count) {
    return function.choose(pool, count, Settings.of(function.description(), Map.of()));
  }

  private static List<AcquisitionFunction> all() {
    return List.of(
        new RandomSampling(),
        new ClassBalanced(),
        new KCenterGreedy(),
        new Entropy(),
        new LeastConfidence(),
        new Margin(),
        new Ratio(),
        new VariationRatio(),
        new Bald(),
        new MaxHerding(),
        new UHerding(),
        new Badge(),
        new ClusterMargin());
  }
}
