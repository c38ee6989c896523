package io.modicum.acquisition.function;

import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The Shannon entropy of the class probabilities, in nats (Settles 2009, section 3.1). */
@ApplicationScoped
class Entropy extends Uncertainty {

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
  double score(float[] p, int offset, int classes) {
    double entropy = 0;
    for (int i = offset; i < offset + classes; i++) {
      entropy -= p[i] > 0 ? p[i] * Math.log(p[i]) : 0;
    }
    return entropy;
  }

  @Override
  String reason(double score) {
    return String.format(Locale.ROOT, "its classes have an entropy of %.3f nats", score);
  }
}
