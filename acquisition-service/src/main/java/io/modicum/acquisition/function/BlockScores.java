package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.stage.ParallelWork;
import io.modicum.contracts.vector.Vectors;
import java.util.Arrays;
import java.util.List;

/**
 * Scores of images that depend on their own rows only. Rows are read once, in blocks, on all cores;
 * the scores do not depend on how many there are.
 */
public final class BlockScores {

  /** Rows that are read at a time: few enough for a core's cache. */
  private static final int BLOCK_ROWS = 256;

  /** Rows that one core reads into the same arrays, block after block. */
  private static final int TASK_ROWS = 4 * BLOCK_ROWS;

  private static final int TASKS_TOGETHER = 32;

  private BlockScores() {}

  /** The score of one image. */
  public interface RowScore {

    /**
     * Returns the score.
     *
     * @param rows a block of each matrix, in their order
     * @param offset where the image's row begins in each block
     */
    double apply(float[][] rows, int offset);
  }

  /**
   * Returns the score of each image, NaN where a number in its rows is none.
   *
   * @param matrices all of as many columns, with a row for each image of the pool
   * @param images ascending
   */
  public static double[] compute(Pool pool, List<Matrix> matrices, int[] images, RowScore score) {
    double[] scores = new double[images.length];
    if (images.length > 0) {
      int first = images[0] / TASK_ROWS;
      int last = images[images.length - 1] / TASK_ROWS;
      ParallelWork.forEach(
          last - first + 1,
          TASKS_TOGETHER,
          pool::requireCampaign,
          task -> score(matrices, images, score, (first + task) * TASK_ROWS, scores));
    }
    return scores;
  }

  private static void score(
      List<Matrix> matrices, int[] images, RowScore score, int taskFirst, double[] scores) {
    int columns = matrices.get(0).columns();
    float[][] blocks = new float[matrices.size()][BLOCK_ROWS * columns];
    int from = firstNotBelow(images, taskFirst);
    for (int end = BLOCK_ROWS; end <= TASK_ROWS; end += BLOCK_ROWS) {
      int to = firstNotBelow(images, taskFirst + end);
      if (from < to) {
        int first = images[from];
        int rows = images[to - 1] + 1 - first;
        for (int m = 0; m < blocks.length; m++) {
          matrices.get(m).read(first, rows, blocks[m], 0);
        }
        for (int i = from; i < to; i++) {
          int offset = (images[i] - first) * columns;
          scores[i] = numbers(blocks, offset, columns) ? score.apply(blocks, offset) : Double.NaN;
        }
      }
      from = to;
    }
  }

  private static boolean numbers(float[][] rows, int offset, int columns) {
    float sum = 0;
    for (float[] row : rows) {
      sum += 0 * Vectors.sum(row, offset, columns);
    }
    return sum == 0;
  }

  /** Returns the position of the first of the images that is not below one. */
  public static int firstNotBelow(int[] images, int image) {
    int found = Arrays.binarySearch(images, image);
    return found < 0 ? -found - 1 : found;
  }
}
