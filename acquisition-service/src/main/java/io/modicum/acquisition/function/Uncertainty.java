package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.List;

/**
 * Chooses the images whose class probabilities are the least decided by some measure (Settles 2009,
 * section 3.1). Ties go to the lowest index; an image whose score is no number comes last.
 */
abstract class Uncertainty implements AcquisitionFunction {

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
    Matrix probabilities = pool.probabilities().covering(pool.size(), "probabilities");
    int classes = probabilities.columns();
    int[] candidates = pool.candidates();
    double[] scores =
        BlockScores.of(
            List.of(probabilities), candidates, (rows, offset) -> score(rows[0], offset, classes));
    return Ranking.best(candidates, scores, count, this::reason);
  }
}
