package io.modicum.acquisition.function.uncertainty;

import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.vector.Vectors;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The share of the committee that does not vote for the class with the most votes: Freeman's
 * variation ratio of the members' likeliest classes (Beluch et al. 2018, The Power of Ensembles for
 * Active Learning in Image Classification, section 3).
 */
@ApplicationScoped
class VariationRatio extends Disagreement {

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "variation-ratio",
        "The images on whose class most of a committee of classifiers do not agree.",
        "Beluch et al. 2018, The Power of Ensembles for Active Learning",
        Set.of(Need.COMMITTEE),
        List.of());
  }

  @Override
  double score(float[][] p, int offset, int classes) {
    int most = 0;
    for (int member = 0; member < p.length; member++) {
      int vote = Vectors.argmax(p[member], offset, classes);
      int same = 1;
      for (int other = member + 1; other < p.length; other++) {
        same += Vectors.argmax(p[other], offset, classes) == vote ? 1 : 0;
      }
      most = Math.max(most, same);
    }
    return 1 - (double) most / p.length;
  }

  @Override
  String reason(double score) {
    return String.format(
        Locale.ROOT, "%.0f%% of the committee vote against its likeliest class", 100 * score);
  }
}
