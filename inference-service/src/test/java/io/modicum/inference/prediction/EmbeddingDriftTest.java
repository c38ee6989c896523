package io.modicum.inference.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modicum.inference.head.Features;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddingDriftTest {

  private static final int ROWS = 5_000;

  @Test
  void isWhatTheDefinitionGivesOnASmallExample() {
    // Centered, X = (-1, 0, 1) and Y = [(-1, 1), (0, -2), (1, 1)]: |XᵀY|² = 4, |XᵀX| = 2, and
    // YᵀY = diag(2, 6), whose norm is the root of 40.
    Features x = new Features(new float[] {1, 2, 3}, 3, 1);
    Features y = new Features(new float[] {0, 1, 1, -2, 2, 1}, 3, 2);

    assertThat(EmbeddingDrift.between(x, y)).isCloseTo(1 - 4 / (2 * Math.sqrt(40)), within(1e-12));
  }

  @Test
  void isNoneWhereFeaturesAreRotatedScaledAndMoved() {
    Features before = random(1);
    float[] turned = new float[2 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      float x = before.values()[2 * i];
      float y = before.values()[2 * i + 1];
      turned[2 * i] = 3 * (0.6f * x - 0.8f * y) + 5;
      turned[2 * i + 1] = 3 * (0.8f * x + 0.6f * y) - 7;
    }

    assertThat(EmbeddingDrift.between(before, new Features(turned, ROWS, 2)))
        .isCloseTo(0, within(1e-6));
  }

  @Test
  void isCompleteWhereFeaturesHaveNothingInCommonOrDoNotVary() {
    assertThat(EmbeddingDrift.between(random(1), random(2))).isBetween(0.99, 1.0);
    assertThat(EmbeddingDrift.between(random(1), new Features(new float[ROWS], ROWS, 1)))
        .isEqualTo(1);
  }

  private static Features random(long seed) {
    Random random = new Random(seed);
    float[] values = new float[2 * ROWS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Features(values, ROWS, 2);
  }
}
