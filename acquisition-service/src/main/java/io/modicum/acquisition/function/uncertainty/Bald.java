package io.modicum.acquisition.function.uncertainty;

import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Bayesian active learning by disagreement: the mutual information, in nats, of the class and the
 * classifier, which is the entropy of the committee's mean minus the mean of its entropies (Houlsby
 * et al. 2011, arXiv 1112.5745, equation 2). The posterior is approximated by a committee of
 * bootstrapped heads, as with the ensembles of Beluch et al. 2018.
 */
@ApplicationScoped
class Bald extends Disagreement {

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "bald",
        "The images whose class each of a committee of classifiers is sure of, but not the same.",
        "Houlsby et al. 2011, arXiv 1112.5745",
        Set.of(Need.COMMITTEE),
        List.of());
  }

  @Override
  double score(float[][] p, int offset, int classes) {
    double information = 0;
    for (int i = offset; i < offset + classes; i++) {
      double mean = 0;
      double entropies = 0;
      for (float[] member : p) {
        mean += member[i];
        entropies += entropy(member[i]);
      }
      information += entropy(mean / p.length) - entropies / p.length;
    }
    return information;
  }

  private static double entropy(double probability) {
    return probability == 0 ? 0 : -probability * Math.log(probability);
  }

  @Override
  String reason(double score) {
    return String.format(Locale.ROOT, "a label would settle %.3f nats of dispute", score);
  }
}
