package io.modicum.acquisition.function.uncertainty;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.BlockScores;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Ranking;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.EntropyTerms;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.vector.Vectors;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The Shannon entropy of the class probabilities, in nats (Settles 2009, section 3.1). Exact in
 * double precision: logarithms are taken only of the images that {@link EntropyTerms} cannot tell
 * from the best.
 */
@ApplicationScoped
class Entropy implements AcquisitionFunction {

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "entropy",
        "The images whose classes are the least decided, all classes taken together.",
        "Settles 2009, Active Learning Literature Survey",
        Set.of(Need.PROBABILITIES),
        List.of());
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    Matrix probabilities = pool.probabilities().covering(pool.size(), "probabilities");
    int classes = probabilities.columns();
    int[] candidates = pool.candidates();
    EntropyTerms terms = new EntropyTerms(probabilities);
    double[] close =
        BlockScores.compute(
            pool,
            List.of(terms),
            candidates,
            (rows, offset) -> Vectors.sum(rows[0], offset, classes));
    int[] likely = Ranking.likelyBest(candidates, close, count, terms.sumError());
    double[] scores =
        BlockScores.compute(
            pool,
            List.of(probabilities),
            likely,
            (rows, offset) -> entropy(rows[0], offset, classes));
    return Ranking.best(pool, likely, scores, count, Entropy::reason);
  }

  private static double entropy(float[] p, int offset, int classes) {
    double entropy = 0;
    for (int i = offset; i < offset + classes; i++) {
      entropy -= p[i] > 0 ? p[i] * Math.log(p[i]) : 0;
    }
    return entropy;
  }

  private static String reason(double score) {
    return String.format(Locale.ROOT, "its classes have an entropy of %.3f nats", score);
  }
}
