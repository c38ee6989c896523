package io.modicum.acquisition.function.uncertainty;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.BlockScores;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Ranking;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.TopTwo;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.List;

/**
 * Chooses the images whose class is the least decided by some measure of the two highest class
 * probabilities (Settles 2009, section 3.1). Ties go by the seed; an image whose score is no number
 * comes last.
 */
abstract class Uncertainty implements AcquisitionFunction {

  /**
   * Returns the score of one image; higher is less decided.
   *
   * @param first its highest class probability
   * @param second the second highest, 0 where there is one class only
   */
  abstract double score(float first, float second);

  /** Says to people why an image of this score was chosen. */
  abstract String reason(double score);

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    Matrix probabilities = pool.probabilities().covering(pool.size(), "probabilities");
    int[] candidates = pool.candidates();
    double[] scores =
        BlockScores.compute(
            pool,
            List.of(new TopTwo(probabilities)),
            candidates,
            (rows, offset) -> score(rows[0][offset], rows[0][offset + 1]));
    return Ranking.best(pool, candidates, scores, count, this::reason);
  }
}
