package io.modicum.inference.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modicum.inference.head.Features;
import io.modicum.inference.head.Standardisation;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The two losses and the optimiser that minimises them. */
class ObjectivesTest {

  private static final int ROWS = 40;
  private static final int COLUMNS = 6;
  private static final int CLASSES = 3;

  static Stream<Objective> objectives() {
    return Stream.of(Kind.values())
        .map(kind -> new LinearFit(kind.model, noise(), labels(), CLASSES).objective(0.7));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void gradientIsTheSlopeOfTheValue(Objective objective) {
    double[] point = random(objective.parameters(), 5);
    double[] gradient = new double[point.length];
    objective.moveTo(point, gradient);
    double[] ignored = new double[point.length];
    double step = 0.01;
    for (int i = 0; i < point.length; i++) {
      double[] above = point.clone();
      above[i] += step;
      double[] below = point.clone();
      below[i] -= step;

      double slope =
          (objective.moveTo(above, ignored) - objective.moveTo(below, ignored)) / (2 * step);

      assertThat(gradient[i]).isCloseTo(slope, within(0.005 * Math.max(1, Math.abs(slope))));
    }
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void hessianIsTheSlopeOfTheGradient(Objective objective) {
    double[] point = random(objective.parameters(), 6);
    double[] vector = random(objective.parameters(), 7);
    double step = 1e-3;
    double[] above = new double[point.length];
    double[] below = new double[point.length];
    objective.moveTo(along(point, vector, step), above);
    objective.moveTo(along(point, vector, -step), below);
    objective.moveTo(point, new double[point.length]);
    double[] product = new double[point.length];

    objective.hessianTimes(vector, product);

    for (int i = 0; i < point.length; i++) {
      double slope = (above[i] - below[i]) / (2 * step);
      assertThat(product[i]).isCloseTo(slope, within(0.01 * Math.max(1, Math.abs(slope))));
    }
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void newtonFindsWhatPlainGradientDescentFinds(Objective objective) {
    double[] slow = new double[objective.parameters()];
    double[] gradient = new double[slow.length];
    for (int step = 0; step < 10_000; step++) {
      objective.moveTo(slow, gradient);
      for (int i = 0; i < slow.length; i++) {
        slow[i] -= 0.004 * gradient[i];
      }
    }

    double[] fast = TruncatedNewton.minimise(objective, new double[slow.length], 1e-6, () -> {});

    for (int i = 0; i < slow.length; i++) {
      assertThat(fast[i]).isCloseTo(slow[i], within(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void findsTheSameFromAnyStart(Kind kind) {
    LinearFit fit = new LinearFit(kind.model, noise(), labels(), CLASSES);

    double[] fromZero = fit.minimise(0.7, new double[CLASSES * (COLUMNS + 1)], 1e-6, () -> {});
    double[] fromElsewhere = fit.minimise(0.7, random(CLASSES * (COLUMNS + 1), 8), 1e-6, () -> {});

    for (int k = 0; k < CLASSES; k++) {
      for (int j = 0; j < COLUMNS; j++) { // a free bias is known up to a constant
        int i = k * (COLUMNS + 1) + j;
        assertThat(fromElsewhere[i]).isCloseTo(fromZero[i], within(1e-4));
      }
    }
  }

  @Test
  void twoOppositePointsHaveTheOptimumThatAnalysisGives() {
    // Symmetry leaves one unknown w = W[1] = −W[0] and b = 0; its optimum solves
    // 2 w = 2 C · 2 / (1 + e^{2w}), by setting the derivative of w² + 2 C log(1 + e^{−2w}) to 0.
    double c = 1;

    double[] fitted = fitted(Kind.LOGISTIC_REGRESSION, c);

    double w = fitted[2];
    assertThat(fitted[0]).isCloseTo(-w, within(1e-6));
    assertThat(fitted[1]).isCloseTo(0, within(1e-6));
    assertThat(2 * w).isCloseTo(4 * c / (1 + Math.exp(2 * w)), within(1e-5));
  }

  @Test
  void squaredHingeOfTwoOppositePointsHasTheOptimumThatAnalysisGives() {
    // w = 4C / (1 + 4C), b = 0 from the derivative of w²/2 + 2 C (1 − w)².

    double[] fitted = fitted(Kind.LINEAR_SVM, 0.5);

    assertThat(fitted[2]).isCloseTo(2.0 / 3, within(1e-5));
    assertThat(fitted[3]).isCloseTo(0, within(1e-6));
    assertThat(fitted[0]).isCloseTo(-2.0 / 3, within(1e-5));
  }

  private static double[] fitted(Kind kind, double c) {
    Features twoPoints = new Features(new float[] {-1, 1}, 2, 1);
    DesignMatrix x = new DesignMatrix(twoPoints, unscaled(1), new int[] {0, 1});
    return new LinearFit(kind.model, x, new int[] {0, 1}, 2)
        .minimise(c, new double[4], 1e-7, () -> {});
  }

  private static DesignMatrix noise() {
    float[] values = new float[ROWS * COLUMNS];
    double[] random = random(ROWS * COLUMNS, 3);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random[i];
    }
    int[] images = IntStream.range(0, ROWS).toArray();
    return new DesignMatrix(new Features(values, ROWS, COLUMNS), unscaled(COLUMNS), images);
  }

  private static Standardisation unscaled(int columns) {
    float[] deviation = new float[columns];
    Arrays.fill(deviation, 1);
    return new Standardisation(new float[columns], deviation);
  }

  private static int[] labels() {
    SplittableRandom random = new SplittableRandom(4);
    int[] labels = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = random.nextInt(CLASSES);
    }
    return labels;
  }

  private static double[] random(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextDouble(-1, 1);
    }
    return values;
  }

  private static double[] along(double[] point, double[] vector, double step) {
    double[] moved = point.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * vector[i];
    }
    return moved;
  }
}
