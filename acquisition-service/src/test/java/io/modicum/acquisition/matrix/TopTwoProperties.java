package io.modicum.acquisition.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TopTwoProperties {

  @Property(tries = 100)
  void areTheLastTwoOfTheSortedRow(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 700) int rows,
      @ForAll @IntRange(min = 1, max = 30) int columns,
      @ForAll @IntRange(max = 3) int before) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(40) / 40f;
    }
    int first = random.nextInt(rows);
    float[] read = new float[before + 2 * (rows - first)];

    new TopTwo(new DenseMatrix(values, rows, columns)).read(first, rows - first, read, before);

    for (int row = first; row < rows; row++) {
      float[] sorted = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
      Arrays.sort(sorted);
      int at = before + 2 * (row - first);
      assertThat(read[at]).isEqualTo(sorted[columns - 1]);
      assertThat(read[at + 1]).isEqualTo(columns > 1 ? sorted[columns - 2] : 0);
    }
  }

  @Property(tries = 20)
  void aRowWithWhatIsNoNumberHasNone(@ForAll @IntRange(max = 4) int where) {
    float[] values = {0.5f, 0.1f, 0.2f, 0.1f, 0.1f, 0.6f, 0.1f, 0.1f, 0.1f, 0.1f};
    values[where] = Float.NaN;
    float[] read = new float[4];

    new TopTwo(new DenseMatrix(values, 2, 5)).read(0, 2, read, 0);

    assertThat(read).containsExactly(Float.NaN, Float.NaN, 0.6f, 0.1f);
  }
}
