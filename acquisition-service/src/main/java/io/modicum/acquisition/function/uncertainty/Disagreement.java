package io.modicum.acquisition.function.uncertainty;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.BlockScores;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Ranking;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.List;

/**
 * Chooses the images about which a committee of classifiers disagrees by some measure. The members
 * are heads that were fitted on bootstrap samples of the labels: a deep ensemble (Beluch et al.
 * 2018) on frozen features. Ties go by the seed; an image whose score is no number comes last.
 */
abstract class Disagreement implements AcquisitionFunction {

  /**
   * Returns the score of one image; higher is more disputed.
   *
   * @param p holds each member's class probabilities of the image from {@code offset} on
   */
  abstract double score(float[][] p, int offset, int classes);

  /** Says to people why an image of this score was chosen. */
  abstract String reason(double score);

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    List<Matrix> committee = pool.committee();
    if (committee.isEmpty()) {
      throw new InvalidInput("committee", "must have members");
    }
    committee.forEach(member -> member.covering(pool.size(), "committee"));
    int classes = committee.get(0).columns();
    int[] candidates = pool.candidates();
    double[] scores =
        BlockScores.compute(
            pool, committee, candidates, (rows, offset) -> score(rows, offset, classes));
    return Ranking.best(pool, candidates, scores, count, this::reason);
  }
}
