package io.modicum.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.stage.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every acquisition function. */
class EveryAcquisitionTest {

  private static final int POOL = 60;
  private static final int CLASSES = 4;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void choosesUnlabelledImagesOnceNeverMoreThanAskedAndAlwaysTheSame(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] labelled =
        IntStream.range(0, POOL)
            .filter(image -> random.nextDouble() < 0.3 * (seed - 1) / 7)
            .toArray();
    Candidates candidates = new Candidates(POOL, labelled, seed, 2);
    int asked = 1 + random.nextInt(POOL);
    for (Acquisition acquisition : all(random)) {
      List<Pick> picks = acquisition.choose(candidates, asked);

      assertThat(picks).hasSize(Math.min(asked, POOL - labelled.length));
      assertThat(picks).extracting(Pick::image).doesNotHaveDuplicates();
      assertThat(picks)
          .extracting(Pick::image)
          .isSubsetOf(Arrays.stream(candidates.unlabelled()).boxed().toList());
      assertThat(acquisition.choose(candidates, asked)).isEqualTo(picks);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void classBalancedTakesAsManyOfEachClass(int seed) {
    int[] labels = IntStream.range(0, POOL).map(image -> image % CLASSES).toArray();

    List<Pick> picks =
        new ClassBalanced(labels).choose(new Candidates(POOL, new int[0], seed, 0), 2 * CLASSES);

    int[] counts = new int[CLASSES];
    picks.forEach(pick -> counts[labels[pick.image()]]++);
    assertThat(counts).containsOnly(2);
  }

  @Test
  void uncertaintyRanksScoresThatAreNoNumbersLast() {
    Matrix probabilities = new Matrix(new float[] {Float.NaN, 0.5f, 0.9f, 0.1f, 0.6f, 0.4f}, 3, 2);

    List<Pick> picks =
        new Uncertainty(Uncertainty.Measure.LEAST_CONFIDENCE, probabilities)
            .choose(new Candidates(3, new int[0], 0, 1), 3);

    assertThat(picks).extracting(Pick::image).containsExactly(2, 1, 0);
  }

  @Test
  void kCenterGreedyRefusesFeaturesThatAreNoNumbers() {
    Matrix features = new Matrix(new float[] {1, 2, Float.NaN, 4}, 2, 2);

    assertThatThrownBy(
            () -> new KCenterGreedy(features).choose(new Candidates(2, new int[0], 0, 1), 1))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("features: image 1 has the value NaN in column 0");
  }

  @Test
  void kCenterGreedyStartsInTheMiddleAndGoesToTheFarthest() {
    Matrix line = new Matrix(new float[] {0, 1, 2, 3, 10}, 5, 1);

    List<Pick> picks = new KCenterGreedy(line).choose(new Candidates(5, new int[0], 0, 0), 3);

    assertThat(picks).extracting(Pick::image).containsExactly(3, 4, 0);
    assertThat(picks).extracting(Pick::score).containsExactly(0.0, 7.0, 3.0);
  }

  @Test
  void refusesFewerRowsThanImages() {
    Matrix probabilities = new Matrix(new float[4], 2, 2);

    assertThatThrownBy(
            () ->
                new Uncertainty(Uncertainty.Measure.ENTROPY, probabilities)
                    .choose(new Candidates(3, new int[0], 0, 1), 1))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("probabilities: 2 rows for a pool of 3 images");
  }

  private static List<Acquisition> all(SplittableRandom random) {
    Matrix probabilities = new Matrix(floats(random, POOL * CLASSES), POOL, CLASSES);
    int[] labels = IntStream.range(0, POOL).map(image -> image % CLASSES).toArray();
    return List.of(
        new RandomAcquisition(),
        new ClassBalanced(labels),
        new KCenterGreedy(new Matrix(floats(random, POOL * 3), POOL, 3)),
        new Uncertainty(Uncertainty.Measure.ENTROPY, probabilities),
        new Uncertainty(Uncertainty.Measure.LEAST_CONFIDENCE, probabilities),
        new Uncertainty(Uncertainty.Measure.MARGIN, probabilities));
  }

  private static float[] floats(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }
}
