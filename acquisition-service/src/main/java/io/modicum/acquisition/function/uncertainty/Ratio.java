package io.modicum.acquisition.function.uncertainty;

import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The probability of the second likeliest class over that of the likeliest, in [0, 1] (Monarch
 * 2021, Human-in-the-Loop Machine Learning, section 3.2.3, where it is called ratio of confidence).
 */
@ApplicationScoped
class Ratio extends Uncertainty {

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "ratio",
        "The images whose second likeliest class is almost as likely as the first.",
        "Monarch 2021, Human-in-the-Loop Machine Learning",
        Set.of(Need.PROBABILITIES),
        List.of());
  }

  @Override
  double score(float first, float second) {
    return (double) second / first;
  }

  @Override
  String reason(double score) {
    return String.format(
        Locale.ROOT, "its second likeliest class is %.1f%% as likely as the first", 100 * score);
  }
}
