package io.modicum.acquisition.matrix;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A matrix whose columns are shifted to mean 0 and scaled to variance 1 when rows are read; a
 * column that never varies becomes 0. The classifier sees the features so.
 */
public final class Standardised implements Matrix {

  private static final int BLOCK_NUMBERS = 1 << 18;

  private final Matrix matrix;
  private final float[] mean;
  private final float[] scale;

  private Standardised(Matrix matrix, float[] mean, float[] scale) {
    this.matrix = matrix;
    this.mean = mean;
    this.scale = scale;
  }

  /** Standardises by the mean and deviation of the first {@code rows} rows. */
  public static Standardised fit(Matrix matrix, int rows) {
    int d = matrix.columns();
    double[] mean = columnMeans(matrix, rows, new double[d], 1);
    double[] variance = columnMeans(matrix, rows, mean, 2);
    float[] shift = new float[d];
    float[] scale = new float[d];
    for (int j = 0; j < d; j++) {
      shift[j] = (float) mean[j];
      double deviation = Math.sqrt(variance[j]);
      boolean varies = deviation > 1e-6 * Math.max(1, Math.abs(mean[j]));
      scale[j] = varies ? (float) (1 / deviation) : 0;
    }
    return new Standardised(matrix, shift, scale);
  }

  /** Returns the mean of {@code (x − center)^power} of each column. */
  private static double[] columnMeans(Matrix matrix, int rows, double[] center, int power) {
    int d = matrix.columns();
    int blockRows = Math.max(1, BLOCK_NUMBERS / d);
    double[][] sums =
        IntStream.range(0, (rows + blockRows - 1) / blockRows)
            .parallel()
            .mapToObj(
                b ->
                    sums(matrix, b * blockRows, Math.min(rows, (b + 1) * blockRows), center, power))
            .toArray(double[][]::new);
    double[] means = new double[d];
    for (double[] sum : sums) {
      Arrays.setAll(means, j -> means[j] + sum[j] / rows);
    }
    return means;
  }

  private static double[] sums(Matrix matrix, int first, int end, double[] center, int power) {
    int d = matrix.columns();
    float[] block = new float[(end - first) * d];
    matrix.read(first, end - first, block, 0);
    double[] sums = new double[d];
    for (int offset = 0; offset < block.length; offset += d) {
      for (int j = 0; j < d; j++) {
        double difference = block[offset + j] - center[j];
        sums[j] += power == 1 ? difference : difference * difference;
      }
    }
    return sums;
  }

  @Override
  public int rows() {
    return matrix.rows();
  }

  @Override
  public int columns() {
    return matrix.columns();
  }

  @Override
  public void read(int first, int count, float[] target, int offset) {
    matrix.read(first, count, target, offset);
    for (int from = offset; from < offset + count * mean.length; from += mean.length) {
      for (int j = 0; j < mean.length; j++) {
        target[from + j] = (target[from + j] - mean[j]) * scale[j];
      }
    }
  }
}
