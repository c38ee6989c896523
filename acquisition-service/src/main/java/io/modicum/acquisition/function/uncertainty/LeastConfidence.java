package io.modicum.acquisition.function.uncertainty;

import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One minus the probability of the likeliest class (Settles 2009, section 3.1). */
@ApplicationScoped
class LeastConfidence extends Uncertainty {

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "least-confidence",
        "The images whose likeliest class is the least likely.",
        "Settles 2009, Active Learning Literature Survey",
        Set.of(Need.PROBABILITIES),
        List.of());
  }

  @Override
  double score(float first, float second) {
    return 1.0 - first;
  }

  @Override
  String reason(double score) {
    return String.format(Locale.ROOT, "its likeliest class has only %.1f%%", 100 * (1 - score));
  }
}
