package io.modicum.inference.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modicum.inference.head.Features;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

  private static final int ROWS = 5_000;
  private static final int COLUMNS = 6;

  /** The hidden directions of most and second most variance. */
  private static final double[] FIRST = {0.6, 0, 0.8, 0, 0, 0};

  private static final double[] SECOND = {0, 0.8, 0, 0, -0.6, 0};

  private final double[] along = new double[ROWS];
  private final double[] across = new double[ROWS];

  @Test
  void findsTheDirectionsInWhichFeaturesVaryMost() {
    Features features = features();

    PrincipalComponents found = PrincipalComponents.of(features, ROWS);

    float[] places = found.project(features, ROWS);
    assertThat(Math.abs(dot(found.axes()[0], FIRST))).isCloseTo(1, within(1e-2));
    assertThat(Math.abs(dot(found.axes()[1], SECOND))).isCloseTo(1, within(1e-2));
    double sign = Math.signum(dot(found.axes()[0], FIRST));
    for (int row = 0; row < 100; row++) {
      double centred = sign * places[2 * row] - along[row];
      assertThat(centred).isCloseTo(0, within(0.5));
    }
  }

  @Test
  void placesEveryImageAlikeWhereNothingVaries() {
    Features flat = new Features(new float[] {1, 2, 1, 2, 1, 2}, 3, 2);

    assertThat(PrincipalComponents.of(flat, 3).project(flat, 3)).containsOnly(0);
  }

  @Test
  void leavesRowsBeyondThePoolOutOfTheMap() {
    Features features = features();

    assertThat(PrincipalComponents.of(features, 10).project(features, 10)).hasSize(20);
  }

  private Features features() {
    Random random = new Random(7);
    float[] values = new float[ROWS * COLUMNS];
    for (int row = 0; row < ROWS; row++) {
      along[row] = 4 * random.nextGaussian();
      across[row] = 2 * random.nextGaussian();
      for (int j = 0; j < COLUMNS; j++) {
        double noise = 0.1 * random.nextGaussian();
        values[row * COLUMNS + j] =
            (float) (10 + along[row] * FIRST[j] + across[row] * SECOND[j] + noise);
      }
    }
    return new Features(values, ROWS, COLUMNS);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
