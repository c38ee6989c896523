package io.modicum.acquisition.function;

import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Minus the distance between the two likeliest classes (Scheffer, Decomain and Wrobel 2001). */
@ApplicationScoped
class Margin extends Uncertainty {

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "margin",
        "The images whose two likeliest classes are the closest.",
        "Scheffer, Decomain and Wrobel 2001",
        Set.of(Need.PROBABILITIES),
        List.of());
  }

  @Override
  double score(float[] p, int offset, int classes) {
    float first = Float.NEGATIVE_INFINITY;
    float second = Float.NEGATIVE_INFINITY;
    for (int i = offset; i < offset + classes; i++) {
      if (p[i] > first) {
        second = first;
        first = p[i];
      } else if (p[i] > second) {
        second = p[i];
      }
    }
    return (double) second - first;
  }

  @Override
  String reason(double score) {
    return String.format(Locale.ROOT, "its two likeliest classes are %.1f%% apart", -100 * score);
  }
}
