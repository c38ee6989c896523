package io.modicum.inference.linear;

import io.modicum.inference.head.Features;
import io.modicum.inference.head.Standardisation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The standardised features of some images and a last column of ones, which carries the bias:
 * {@code [rows, columns]}, as blocks of rows. Work is split into chunks that depend on the number
 * of rows only, and their sums are added in order, so any number of cores computes the same bits.
 */
final class DesignMatrix {

  /** Enough to keep many cores busy, few enough for their sums to cost nothing. */
  private static final int MOST_CHUNKS = 16;

  private final List<RowBlock> blocks = new ArrayList<>();
  private final int rows;
  private final int columns;
  private final int chunks;

  /**
   * @param images rows of {@code features}; one may occur more than once
   */
  DesignMatrix(Features features, Standardisation standardisation, int[] images) {
    this.rows = images.length;
    this.columns = features.columns() + 1;
    for (int from = 0; from < rows; from += RowBlock.ROWS) {
      int to = Math.min(rows, from + RowBlock.ROWS);
      blocks.add(RowBlock.of(features, standardisation, images, from, to));
    }
    this.chunks = Math.min(blocks.size(), MOST_CHUNKS);
  }

  int rows() {
    return rows;
  }

  /** Returns the number of features, and one for the bias. */
  int columns() {
    return columns;
  }

  int blocks() {
    return blocks.size();
  }

  /** What a loss makes of the margins of one block. */
  interface MarginFunction {

    /**
     * Replaces the margins of a block.
     *
     * @param margins {@code [classes, rows of the block]}
     * @return what is to be summed over all blocks
     */
    double apply(int block, float[][] margins);
  }

  /**
   * Writes {@code f(parameters · Xᵀ) · X}, the form that a linear model's gradient and its
   * Hessian's product share. Blocks are worked on at once.
   *
   * @param parameters {@code [classes, columns]}
   * @param product {@code [classes, columns]}, overwritten
   * @return the sum of what {@code f} returned
   */
  double transform(double[] parameters, MarginFunction f, double[] product) {
    float[][] weights = rowsOf(parameters);
    double[] values = new double[blocks.size()];
    float[][][] sums =
        perChunk(
            weights.length,
            (sum, block) -> {
              float[][] margins = blocks.get(block).margins(weights);
              values[block] = f.apply(block, margins);
              blocks.get(block).addWeighted(margins, sum);
            });
    for (int k = 0; k < weights.length; k++) {
      for (int j = 0; j < columns; j++) {
        double total = 0;
        for (float[][] sum : sums) {
          total += sum[k][j];
        }
        product[k * columns + j] = total;
      }
    }
    return DoubleStream.of(values).sum();
  }

  /**
   * Returns the margins of all rows, {@code [rows, classes]}.
   *
   * @param parameters {@code [classes, columns]}
   */
  float[][] margins(double[] parameters) {
    float[][] weights = rowsOf(parameters);
    float[][] all = new float[rows][weights.length];
    for (int block = 0; block < blocks.size(); block++) {
      float[][] margins = blocks.get(block).margins(weights);
      for (int k = 0; k < margins.length; k++) {
        for (int i = 0; i < margins[k].length; i++) {
          all[block * RowBlock.ROWS + i][k] = margins[k][i];
        }
      }
    }
    return all;
  }

  /** Returns {@code Xᵀ X}, {@code [columns, columns]}. */
  double[][] gram() {
    double[][] gram = new double[columns][columns];
    for (float[][] sum : perChunk(columns, (sum, block) -> blocks.get(block).addGram(sum))) {
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j < columns; j++) {
          gram[i][j] += sum[i][j];
        }
      }
    }
    return gram;
  }

  private float[][] rowsOf(double[] parameters) {
    float[][] weights = new float[parameters.length / columns][columns];
    for (int k = 0; k < weights.length; k++) {
      for (int j = 0; j < columns; j++) {
        weights[k][j] = (float) parameters[k * columns + j];
      }
    }
    return weights;
  }

  /** Returns a {@code [height, columns]} sum over the blocks of each chunk. */
  private float[][][] perChunk(int height, ObjIntConsumer<float[][]> addBlock) {
    return IntStream.range(0, chunks)
        .parallel()
        .mapToObj(
            chunk -> {
              float[][] sum = new float[height][columns];
              int end = (chunk + 1) * blocks.size() / chunks;
              for (int block = chunk * blocks.size() / chunks; block < end; block++) {
                addBlock.accept(sum, block);
              }
              return sum;
            })
        .toArray(float[][][]::new);
  }
}
