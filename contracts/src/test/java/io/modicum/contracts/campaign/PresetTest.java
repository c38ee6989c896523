package io.modicum.contracts.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {

  private static final int DEMO = 10_000;
  private static final int CIFAR_10 = 50_000;

  @Test
  void trainsTwentyEpochsOnTheDemoInTheSmallPreset() {
    assertThat(Preset.SMALL.pretraining(DEMO)).isEqualTo(Preset.SMALL.pretraining());
    assertThat(Preset.SMALL.pretraining(DEMO).epochs()).isEqualTo(20);
    assertThat(Preset.SMALL.pretraining(DEMO).steps(DEMO)).isEqualTo(3120);
  }

  @ParameterizedTest
  @EnumSource
  void isAsWrittenOnCifar10(Preset preset) {
    assertThat(preset.pretraining(CIFAR_10)).isEqualTo(preset.pretraining());
  }

  @ParameterizedTest
  @CsvSource({
    "SMALL, 1000, 64, 200",
    "SMALL, 300, 64, 750",
    "SMALL, 127, 64, 3000",
    "SMALL, 20, 20, 3000",
    "SMALL, 1, 2, 3000",
    "SIMSIAM_CIFAR, 4096, 512, 800",
    "SIMSIAM_CIFAR, 1000, 125, 800",
    "SIMSIAM_CIFAR, 300, 64, 800",
    "SIMSIAM_CIFAR, 20, 20, 3000",
    "SIMSIAM_IMAGENET, 5000, 512, 334",
    "SIMSIAM_IMAGENET, 300, 64, 750"
  })
  void takesSmallBatchesAndManyEpochsOnFewImages(Preset preset, int pool, int batch, int epochs) {
    PretrainingSettings fitted = preset.pretraining(pool);

    assertThat(fitted.batch()).isEqualTo(batch);
    assertThat(fitted.epochs()).isEqualTo(epochs);
  }

  @Property
  void takesTheLeastStepsAndNoMoreEpochsThanTheseNeed(
      @ForAll Preset preset, @ForAll @IntRange(min = 1, max = 2_000_000) int pool) {
    PretrainingSettings fitted = preset.pretraining(pool);

    assertThat(fitted.steps(pool)).isGreaterThanOrEqualTo(PretrainingSettings.LEAST_STEPS);
    if (fitted.epochs() > preset.pretraining().epochs()) {
      assertThat((fitted.epochs() - 1) * fitted.stepsPerEpoch(pool))
          .isLessThan(PretrainingSettings.LEAST_STEPS);
    }
  }
}
