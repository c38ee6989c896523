package io.modicum.acquisition.function.uncertainty;

import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Minus the distance between the two likeliest classes (Scheffer, Decomain and Wrobel 2001). */
@ApplicationScoped
public class Margin extends Uncertainty {

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
  double score(float first, float second) {
    return (double) second - first;
  }

  @Override
  String reason(double score) {
    return String.format(Locale.ROOT, "its two likeliest classes are %.1f%% apart", -100 * score);
  }
}
