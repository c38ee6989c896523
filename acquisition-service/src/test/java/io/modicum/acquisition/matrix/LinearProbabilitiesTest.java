package io.modicum.acquisition.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modicum.contracts.failure.InvalidInput;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearProbabilitiesTest {

  private static final int ROWS = 700;
  private static final int D = 5;
  private static final int CLASSES = 3;
  private static final int MEMBERS = 2;

  private final SplittableRandom random = new SplittableRandom(11);
  private final float[] features = normal(ROWS * D);
  private final float[] weights = normal(MEMBERS * CLASSES * D);
  private final float[] bias = normal(MEMBERS * CLASSES);
  private final float[] mean = normal(D);
  private final float[] deviation = {0.5f, 1, 2, 3, 4};

  @Test
  void areTheSoftmaxOfTheStandardisedFeaturesMargins() {
    List<Matrix> committee = committee();

    float[] read = new float[1 + 600 * CLASSES];
    committee.get(1).read(100, 600, read, 1);

    for (int row = 0; row < 600; row++) {
      double[] expected = probabilities(1, 100 + row);
      for (int k = 0; k < CLASSES; k++) {
        assertThat((double) read[1 + row * CLASSES + k]).isCloseTo(expected[k], within(1e-5));
      }
    }
  }

  @Test
  void giveAClassWithoutLabelsNoProbability() {
    bias[CLASSES + 2] = Float.NEGATIVE_INFINITY;

    float[] row = committee().get(1).row(3);

    assertThat(row[2]).isZero();
    assertThat(row[0] + row[1]).isCloseTo(1, within(1e-6f));
  }

  @Test
  void refuseWeightsOfOtherFeatures() {
    assertThatThrownBy(
            () ->
                LinearProbabilities.committee(
                    new DenseMatrix(features, ROWS, D), MEMBERS, new float[4], bias, mean, mean))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("4 weights");
  }

  private List<Matrix> committee() {
    return LinearProbabilities.committee(
        new DenseMatrix(features, ROWS, D), MEMBERS, weights, bias, mean, deviation);
  }

  private double[] probabilities(int member, int row) {
    double[] exponentials = new double[CLASSES];
    double sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      double margin = bias[member * CLASSES + k];
      for (int j = 0; j < D; j++) {
        double standardised = (features[row * D + j] - mean[j]) / deviation[j];
        margin += weights[(member * CLASSES + k) * D + j] * standardised;
      }
      exponentials[k] = Math.exp(margin);
      sum += exponentials[k];
    }
    for (int k = 0; k < CLASSES; k++) {
      exponentials[k] /= sum;
    }
    return exponentials;
  }

  private float[] normal(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
