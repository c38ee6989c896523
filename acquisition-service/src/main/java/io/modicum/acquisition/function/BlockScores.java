package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores of images that depend on their own rows only. Rows are read once, in blocks, on all cores;
 * the scores do not depend on how many there are.
 */
final class BlockScores {

  /** Numbers in a block of one matrix: small enough for a core's cache. */
  private static final int BLOCK_NUMBERS = 1 << 16;

  private BlockScores() {}

  /** The score of one image. */
  interface RowScore {

    /**
     * Returns the score.
     *
     * @param rows a block of each matrix, in their order
     * @param offset where the image's row begins in each block
     */
    double of(float[][] rows, int offset);
  }

  /**
   * Returns the score of each image, NaN where a number in its rows is none.
   *
   * @param matrices all of as many columns, with a row for each image
   * @param images ascending
   */
  static double[] of(List<Matrix> matrices, int[] images, RowScore score) {
    double[] scores = new double[images.length];
    if (images.length == 0) {
      return scores;
    }
    int columns = matrices.get(0).columns();
    int blockRows = Math.max(1, BLOCK_NUMBERS / columns);
    int end = images[images.length - 1] + 1;
    IntStream.rangeClosed(images[0] / blockRows, (end - 1) / blockRows)
        .parallel()
        .forEach(
            block -> {
              int first = block * blockRows;
              int rows = Math.min(blockRows, end - first);
              int from = firstNotBelow(images, first);
              int to = firstNotBelow(images, first + rows);
              if (from < to) {
                float[][] blocks = read(matrices, first, rows);
                for (int i = from; i < to; i++) {
                  int offset = (images[i] - first) * columns;
                  scores[i] =
                      numbers(blocks, offset, columns) ? score.of(blocks, offset) : Double.NaN;
                }
              }
            });
    return scores;
  }

  private static float[][] read(List<Matrix> matrices, int first, int rows) {
    float[][] blocks = new float[matrices.size()][];
    for (int m = 0; m < blocks.length; m++) {
      blocks[m] = new float[rows * matrices.get(m).columns()];
      matrices.get(m).read(first, rows, blocks[m], 0);
    }
    return blocks;
  }

  private static boolean numbers(float[][] rows, int offset, int columns) {
    float sum = 0;
    for (float[] row : rows) {
      for (int i = offset; i < offset + columns; i++) {
        sum += 0 * row[i];
      }
    }
    return sum == 0;
  }

  /** Returns the position of the first of the images that is not below one. */
  static int firstNotBelow(int[] images, int image) {
    int found = Arrays.binarySearch(images, image);
    return found < 0 ? -found - 1 : found;
  }
}
