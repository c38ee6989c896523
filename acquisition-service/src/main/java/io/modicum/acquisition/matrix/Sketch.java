package io.modicum.acquisition.matrix;

import io.modicum.contracts.vector.Distances;
import io.modicum.contracts.vector.PrincipalDirections;
import io.modicum.contracts.vector.Vectors;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Lower bounds on the Euclidean distances of rows, for a fraction of their memory.
 *
 * <p>Of each row it keeps the coordinates along the {@link PrincipalDirections} and the length of
 * what is left. Two rows are never nearer to each other than these few numbers are, so an exact
 * algorithm need look at whole rows only where the bound does not decide. The numbers lie in blocks
 * of rows, column by column, so that the loop over the rows of a block runs in SIMD lanes.
 * Thread-safe.
 */
public final class Sketch {

  private static final int DIRECTIONS = 32;

  /** Rows that the directions are found on. */
  private static final int SAMPLE_ROWS = 1024;

  private static final int ITERATIONS = 3;

  /** Rows that are read at a time. */
  private static final int READ_ROWS = 64;

  /**
   * What float arithmetic may add to a bound, in squares of the longest row: twice 2√33 · 2⁻²³ for
   * the stored coordinates, and 4 · 36 · 2⁻²⁴ for the sum of their squares.
   */
  private static final double ROUNDING = 2e-5;

  private final int rows;
  private final double[] mean;
  private final double[][] directions;
  private final float[][][] blocks;
  private final float slack;

  private Sketch(int rows, double[] mean, double[][] directions, float[][][] blocks, float slack) {
    this.rows = rows;
    this.mean = mean;
    this.directions = directions;
    this.blocks = blocks;
    this.slack = slack;
  }

  /** Makes the sketch of a matrix's first rows, with all cores. */
  public static Sketch build(Matrix matrix, int rows) {
    double[] mean = meanOf(matrix, rows);
    double[][] directions = directions(matrix, rows, mean, Math.min(DIRECTIONS, matrix.columns()));
    float[][][] blocks = new float[Blocks.count(rows)][][];
    Sketch empty = new Sketch(rows, mean, directions, blocks, 0);
    double longest =
        Blocks.parallel(rows).mapToDouble(block -> empty.fill(matrix, block)).max().orElse(0);
    return new Sketch(rows, mean, directions, blocks, (float) (ROUNDING * longest));
  }

  /** Returns the sketch of some of the rows, which are numbered anew in the order given. */
  Sketch select(int[] some) {
    float[][][] chosen = new float[Blocks.count(some.length)][directions.length + 1][];
    for (int block = 0; block < chosen.length; block++) {
      int first = block * Blocks.ROWS;
      for (int k = 0; k <= directions.length; k++) {
        chosen[block][k] = new float[Blocks.rows(block, some.length)];
        for (int i = 0; i < chosen[block][k].length; i++) {
          int row = some[first + i];
          chosen[block][k][i] = blocks[row / Blocks.ROWS][k][row % Blocks.ROWS];
        }
      }
    }
    return new Sketch(some.length, mean, directions, chosen, slack);
  }

  /**
   * Returns about the directions in which rows vary the most. They need not be exact: any
   * orthonormal ones bound distances, good ones bound them better.
   */
  private static double[][] directions(Matrix matrix, int rows, double[] mean, int count) {
    double[][] sample = new double[Math.min(rows, SAMPLE_ROWS)][mean.length];
    for (int i = 0; i < sample.length; i++) {
      float[] row = matrix.row((int) ((long) i * rows / sample.length));
      for (int j = 0; j < mean.length; j++) {
        sample[i][j] = row[j] - mean[j];
      }
    }
    SplittableRandom random = new SplittableRandom(0);
    double[][] start = new double[count][mean.length];
    for (double[] direction : start) {
      for (int i = 0; i < direction.length; i++) {
        direction[i] = random.nextGaussian();
      }
    }
    return PrincipalDirections.find(sample.length, i -> sample[i], start, ITERATIONS);
  }

  private static double[] meanOf(Matrix matrix, int rows) {
    double[][] sums =
        Blocks.parallel(rows)
            .mapToObj(
                block -> {
                  double[] sum = new double[matrix.columns()];
                  forEachRow(
                      matrix, rows, block, (row, values, offset) -> add(values, offset, sum));
                  return sum;
                })
            .toArray(double[][]::new);
    double[] mean = new double[matrix.columns()];
    for (double[] sum : sums) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += sum[i] / rows;
      }
    }
    return mean;
  }

  private static void add(float[] values, int offset, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[offset + i];
    }
  }

  private interface RowTask {
    void take(int rowInBlock, float[] values, int offset);
  }

  private static void forEachRow(Matrix matrix, int rows, int block, RowTask task) {
    float[] read = new float[READ_ROWS * matrix.columns()];
    int count = Blocks.rows(block, rows);
    for (int first = 0; first < count; first += READ_ROWS) {
      int some = Math.min(READ_ROWS, count - first);
      matrix.read(block * Blocks.ROWS + first, some, read, 0);
      for (int i = 0; i < some; i++) {
        task.take(first + i, read, i * matrix.columns());
      }
    }
  }

  /** Makes a block and returns the squared length of its longest row. */
  private double fill(Matrix matrix, int block) {
    float[][] coordinates = new float[directions.length + 1][Blocks.rows(block, rows)];
    double[] centred = new double[mean.length];
    double[] longest = {0};
    forEachRow(
        matrix,
        rows,
        block,
        (row, values, offset) ->
            longest[0] = Math.max(longest[0], project(values, offset, centred, coordinates, row)));
    blocks[block] = coordinates;
    return longest[0];
  }

  /** Writes the coordinates of a vector into column {@code at}; returns its squared length. */
  private double project(float[] values, int offset, double[] centred, float[][] target, int at) {
    double length = 0;
    for (int i = 0; i < centred.length; i++) {
      centred[i] = values[offset + i] - mean[i];
      length += centred[i] * centred[i];
    }
    double left = length;
    double[] along = Vectors.dots(centred, directions);
    for (int k = 0; k < along.length; k++) {
      left -= along[k] * along[k];
      target[k][at] = (float) along[k];
    }
    target[directions.length][at] = (float) Math.sqrt(Math.max(0, left));
    return length;
  }

  /** Returns the mean of the rows. */
  public float[] mean() {
    float[] rounded = new float[mean.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) mean[i];
    }
    return rounded;
  }

  /** Returns the coordinates of any vector of as many columns as the rows. */
  float[] coordinates(float[] vector) {
    float[][] column = new float[directions.length + 1][1];
    project(vector, 0, new double[mean.length], column, 0);
    return column(column, 0);
  }

  /** Returns the coordinates of a row. */
  float[] coordinates(int row) {
    return column(blocks[row / Blocks.ROWS], row % Blocks.ROWS);
  }

  private static float[] column(float[][] matrix, int index) {
    float[] column = new float[matrix.length];
    for (int k = 0; k < column.length; k++) {
      column[k] = matrix[k][index];
    }
    return column;
  }

  /**
   * Writes a lower bound on the squared distance of each row of a block from a vector.
   *
   * @param coordinates of the vector
   * @param bounds takes a number per row of the block; some may be negative
   */
  void bounds(int block, float[] coordinates, float[] bounds) {
    float[][] values = blocks[block];
    Arrays.fill(bounds, 0, values[0].length, -slack);
    int k = 0;
    for (; k + 3 < coordinates.length; k += 4) {
      Distances.addSquares(
          values[k],
          coordinates[k],
          values[k + 1],
          coordinates[k + 1],
          values[k + 2],
          coordinates[k + 2],
          values[k + 3],
          coordinates[k + 3],
          bounds);
    }
    for (; k < coordinates.length; k++) {
      Distances.addSquares(values[k], coordinates[k], bounds);
    }
  }

  /** Returns a lower bound on the squared distance of every row from a vector. */
  float[] bounds(float[] coordinates) {
    float[] all = new float[rows];
    float[] some = new float[Blocks.ROWS];
    for (int block = 0; block < blocks.length; block++) {
      bounds(block, coordinates, some);
      System.arraycopy(some, 0, all, block * Blocks.ROWS, Blocks.rows(block, rows));
    }
    return all;
  }
}
