package io.modicum.acquisition.function.parts;

import static io.modicum.acquisition.function.FoundFunctions.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.ReferenceSelections;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.manifest.Selection.Pick;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is chosen in two rounds from parts is about as good as what is chosen from the whole. */
class SecondRoundTest {

  private static final int PARTS = 4;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void choosesByScoreWhatTheWholeWouldGive(int seed) {
    GivenPool pool = GivenPool.random(new SplittableRandom(seed), 200, 4, 0.2);
    for (AcquisitionFunction function : List.of(named("margin"), named("entropy"), named("bald"))) {
      assertThat(inTwoRounds(function, pool, 15)).isEqualTo(choose(function, pool, 15));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 100})
  void leavesNoImageMuchFartherFromACenter(int count) throws IOException {
    GivenPool pool = photographs();

    double whole = radius(pool, choose(named("k-center-greedy"), pool, count));
    double parts = radius(pool, inTwoRounds(named("k-center-greedy"), pool, count));

    // Four times the optimum is guaranteed, and the whole is at most twice the optimum.
    assertThat(parts).isLessThanOrEqualTo(1.2 * whole);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 100})
  void coversAboutAsMuch(int count) throws IOException {
    GivenPool pool = photographs();

    double whole = meanDistance(pool, choose(named("max-herding"), pool, count));
    double parts = meanDistance(pool, inTwoRounds(named("max-herding"), pool, count));

    assertThat(parts).isLessThanOrEqualTo(1.05 * whole);
  }

  @Test
  void partsDivideTheCandidatesAlikeInEveryReplica() {
    GivenPool pool = GivenPool.random(new SplittableRandom(6), 500, 4, 0.1);
    List<Integer> barred = List.of(pool.candidates()[0], pool.candidates()[7]);

    List<Integer> together =
        IntStream.range(0, PARTS)
            .mapToObj(part -> PoolSubset.part(pool, barred, part, PARTS))
            .flatMap(subset -> choose(named("entropy"), subset, 500, subset).stream())
            .map(Pick::image)
            .toList();

    assertThat(together)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(pool.candidates())
                .boxed()
                .filter(image -> !barred.contains(image))
                .toList());
  }

  private static List<Pick> inTwoRounds(AcquisitionFunction function, Pool pool, int count) {
    int[] chosen =
        IntStream.range(0, PARTS)
            .mapToObj(part -> PoolSubset.part(pool, List.of(), part, PARTS))
            .flatMap(subset -> choose(function, subset, count, subset).stream())
            .mapToInt(Pick::image)
            .sorted()
            .toArray();
    return choose(new SecondRound(function, chosen), pool, count);
  }

  private static List<Pick> choose(
      AcquisitionFunction function, Pool pool, int count, PoolSubset subset) {
    return subset.inWhole(choose(function, pool, count));
  }

  private static List<Pick> choose(AcquisitionFunction function, Pool pool, int count) {
    return function.choose(pool, count, Settings.complete(function.description(), Map.of()));
  }

  private static double radius(GivenPool pool, List<Pick> picks) {
    return Arrays.stream(distances(pool, picks)).max().orElseThrow();
  }

  private static double meanDistance(GivenPool pool, List<Pick> picks) {
    return Arrays.stream(distances(pool, picks)).average().orElseThrow();
  }

  /** Returns how far each image is from the nearest pick. */
  private static double[] distances(GivenPool pool, List<Pick> picks) {
    float[][] rows =
        IntStream.range(0, pool.size()).mapToObj(pool.features()::row).toArray(float[][]::new);
    return Arrays.stream(rows)
        .mapToDouble(
            row ->
                picks.stream()
                    .mapToDouble(pick -> distance(row, rows[pick.image()]))
                    .min()
                    .orElseThrow())
        .toArray();
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (double) (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /** Real features of CIFAR-10, nothing labelled. */
  private static GivenPool photographs() throws IOException {
    Matrix features = ReferenceSelections.features();
    return GivenPool.of(features.rows()).withFeatures(features);
  }
}
