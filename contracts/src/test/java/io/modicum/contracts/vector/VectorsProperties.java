package io.modicum.contracts.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Holds results to the last bit, since what is chosen goes by it. */
class VectorsProperties {

  @Property(tries = 60)
  void dotIsSummedInFourSums(
      @ForAll long seed,
      @ForAll @IntRange(max = 70) int length,
      @ForAll @IntRange(max = 3) int at) {
    // Given
    float[] a = numbers(seed, at + length);
    float[] b = numbers(seed + 1, at + length);
    float[] sums = new float[4];
    for (int k = 0; k < length; k++) {
      sums[k < length / 4 * 4 ? k % 4 : 0] += a[at + k] * b[at + k];
    }

    // When
    float product = Vectors.dot(a, at, b, at, length);

    // Then
    assertThat(product).isEqualTo(sums[0] + sums[1] + (sums[2] + sums[3]));
  }

  @Property(tries = 60)
  void sumIsSummedInEightSums(
      @ForAll long seed,
      @ForAll @IntRange(max = 70) int length,
      @ForAll @IntRange(max = 3) int at) {
    // Given
    float[] a = numbers(seed, at + length);
    float[] s = new float[8];
    for (int k = 0; k < length; k++) {
      s[k < length / 8 * 8 ? k % 8 : 0] += a[at + k];
    }

    // When
    float sum = Vectors.sum(a, at, length);

    // Then
    assertThat(sum).isEqualTo(s[0] + s[1] + (s[2] + s[3]) + (s[4] + s[5] + (s[6] + s[7])));
  }

  @Property(tries = 60)
  void squaredDistanceIsSummedInFourSumsOfDoublePrecision(
      @ForAll long seed,
      @ForAll @IntRange(max = 70) int length,
      @ForAll @IntRange(max = 3) int at) {
    // Given
    float[] a = numbers(seed, at + length);
    float[] b = numbers(seed + 1, at + length);
    double[] s = new double[4];
    for (int k = 0; k < length; k++) {
      double difference = (double) a[at + k] - b[at + k];
      s[k < length / 4 * 4 ? k % 4 : 0] += difference * difference;
    }

    // When
    double squared = Distances.squared(a, at, b, at, length);

    // Then
    assertThat(squared).isEqualTo(s[0] + s[1] + (s[2] + s[3]));
    assertThat(Distances.squaredBelow(squared + 1, a, at, b, at, length)).isEqualTo(squared);
    assertThat(Distances.squaredBelow(squared, a, at, b, at, length))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Property(tries = 60)
  void dotsAreThoseOfEachVector(
      @ForAll long seed,
      @ForAll @IntRange(max = 70) int length,
      @ForAll @IntRange(max = 9) int count) {
    // Given
    double[] vector = doubles(seed, length);
    double[][] others = new double[count][];
    Arrays.setAll(others, k -> doubles(seed + 1 + k, length));

    // When
    double[] products = Vectors.dots(vector, others);

    // Then
    assertThat(products)
        .containsExactly(
            Arrays.stream(others).mapToDouble(other -> Vectors.dot(vector, other)).toArray());
  }

  @Property(tries = 60)
  void productOfMatricesAddsFourRowsAtATime(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int rows,
      @ForAll @IntRange(min = 1, max = 9) int inner,
      @ForAll @IntRange(min = 1, max = 40) int columns) {
    // Given
    float[][] a = matrix(seed, rows, inner);
    float[][] b = matrix(seed + 100, inner, columns);
    float[][] expected = new float[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int k = 0;
        for (; k + 3 < inner; k += 4) {
          expected[i][j] +=
              a[i][k] * b[k][j]
                  + a[i][k + 1] * b[k + 1][j]
                  + a[i][k + 2] * b[k + 2][j]
                  + a[i][k + 3] * b[k + 3][j];
        }
        for (; k < inner; k++) {
          expected[i][j] += a[i][k] * b[k][j];
        }
      }
    }

    // When
    float[][] products = new float[rows][columns];
    MatrixProduct.add(a, b, products);

    // Then
    assertThat(products).isDeepEqualTo(expected);
    float[] first = new float[columns];
    MatrixProduct.add(a[0], 0, b, first);
    assertThat(first).isEqualTo(expected[0]);
  }

  @Example
  void softmaxGivesAMarginOfMinusInfinityNothing() {
    float[] single = {7, 1, Float.NEGATIVE_INFINITY, 2};
    double[] margins = {1, Double.NEGATIVE_INFINITY, 2};

    Softmax.inPlace(single, 1, 3);
    Softmax.inPlace(margins);

    double first = 1 / (1 + Math.E);
    assertThat(single).containsExactly(7, (float) first, 0, (float) (1 - first));
    assertThat(margins[0]).isCloseTo(first, within(1e-15));
    assertThat(margins[1]).isZero();
  }

  @Example
  void argmaxIsTheFirstOfTheHighest() {
    float[] numbers = {9, 1, 3, 3, Float.NaN, 2};

    assertThat(Vectors.argmax(numbers, 1, 5)).isEqualTo(1);
    assertThat(Vectors.argmax(numbers, 0, 6)).isZero();
  }

  @Property(tries = 20)
  void principalDirectionsAreThoseInWhichRowsVaryTheMost(@ForAll long seed) {
    // Given
    double[] deviations = {1, 30, 0, 5};
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[2_000][deviations.length];
    for (double[] row : rows) {
      Arrays.setAll(row, j -> deviations[j] * random.nextGaussian());
    }
    double[][] start = new double[deviations.length][];
    Arrays.setAll(start, k -> doubles(seed + k, deviations.length));

    // When
    double[][] directions = PrincipalDirections.find(rows.length, i -> rows[i], start, 20);

    // Then
    assertThat(Math.abs(directions[0][1])).isCloseTo(1, within(1e-2));
    assertThat(Math.abs(directions[1][3])).isCloseTo(1, within(1e-2));
    assertThat(Math.abs(directions[2][0])).isCloseTo(1, within(1e-2));
    assertThat(directions[3]).containsOnly(0);
  }

  private static float[][] matrix(long seed, int rows, int columns) {
    float[][] matrix = new float[rows][];
    Arrays.setAll(matrix, row -> numbers(seed + row, columns));
    return matrix;
  }

  private static float[] numbers(long seed, int length) {
    float[] numbers = new float[length];
    double[] doubles = doubles(seed, length);
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) doubles[i];
    }
    return numbers;
  }

  private static double[] doubles(long seed, int length) {
    return new SplittableRandom(seed).doubles(length, -3, 3).toArray();
  }
}
