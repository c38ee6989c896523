package io.modicum.contracts.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.manifest.BinomialInterval;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationSettingsTest {

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "300, 150", "10000, 381", "1000000, 381"})
  void takesAsManyAsTellAccuracyToFivePointsButHalfThePoolAtMost(int pool, int size) {
    assertThat(EvaluationSettings.defaultSize(pool)).isEqualTo(size);
  }

  @Test
  void theIntervalThatIsShownReachesAsFarAsTheDefaultPromises() {
    int size = EvaluationSettings.defaultSize(10_000);

    assertThat(reach(size)).isLessThanOrEqualTo(0.05);
    assertThat(reach(size - 1)).isGreaterThan(0.05);
  }

  private static double reach(int size) {
    BinomialInterval widest = BinomialInterval.of(0.5, size);
    return (widest.upper() - widest.lower()) / 2;
  }

  @Test
  void asksInEachCycleForItsShareSoThatAllAreAskedForInTheEnd() {
    EvaluationSettings sample =
        new EvaluationSettings(10, IntStream.range(20, 30).boxed().toList());
    int[] labels = {20, 50, 100};

    assertThat(sample.ofCycle(0, labels)).containsExactly(20, 21);
    assertThat(sample.ofCycle(1, labels)).containsExactly(22, 23, 24);
    assertThat(sample.ofCycle(2, labels)).containsExactly(25, 26, 27, 28, 29);
    assertThat(EvaluationSettings.NONE.ofCycle(2, labels)).isEqualTo(List.of());
  }
}
