package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.List;

/**
 * Chooses the images whose class probabilities are the least decided by some measure (Settles 2009,
 * section 3.1). Ties go to the lowest index; an image whose score is no number comes last.
 */
abstract class Uncertainty implements AcquisitionFunction {

  private static final int BLOCK_ROWS = 4096;

  /**
   * Returns the score of one image; higher is less decided.
   *
   * @param p holds its class probabilities from {@code offset} on
   */
  abstract double score(float[] p, int offset, int classes);

  /** Says to people why an image of this score was chosen. */
  abstract String reason(double score);

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    int[] candidates = pool.candidates();
    return Ranking.best(candidates, scores(pool, candidates), count, this::reason);
  }

  private double[] scores(Pool pool, int[] candidates) {
    Matrix probabilities = pool.probabilities().covering(pool.size(), "probabilities");
    int classes = probabilities.columns();
    float[] block = new float[BLOCK_ROWS * classes];
    double[] scores = new double[candidates.length];
    int next = 0;
    for (int first = 0; first < pool.size(); first += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, pool.size() - first);
      probabilities.read(first, rows, block, 0);
      for (; next < candidates.length && candidates[next] < first + rows; next++) {
        scores[next] = score(block, (candidates[next] - first) * classes, classes);
      }
    }
    return scores;
  }
}
