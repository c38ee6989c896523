package io.modicum.acquisition.function.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.Settings;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassBalancedTest {

  private static final int SIZE = 60;
  private static final int CLASSES = 4;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void takesAsManyOfEachClass(int seed) {
    int[] truth = IntStream.range(0, SIZE).map(image -> image % CLASSES).toArray();
    GivenPool pool =
        GivenPool.random(new SplittableRandom(seed), SIZE, CLASSES, 0).withTruth(truth);
    AcquisitionFunction function = new ClassBalanced();

    List<Pick> picks =
        function.choose(pool, 2 * CLASSES, Settings.complete(function.description(), Map.of()));

    int[] counts = new int[CLASSES];
    picks.forEach(pick -> counts[truth[pick.image()]]++);
    assertThat(counts).containsOnly(2);
  }
}
