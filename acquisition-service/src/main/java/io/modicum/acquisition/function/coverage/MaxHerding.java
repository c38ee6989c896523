package io.modicum.acquisition.function.coverage;

import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.catalogue.Setting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * MaxHerding: greedy coverage of the pool under a Gaussian kernel of the features, a smooth form of
 * ProbCover that depends little on its radius (Bae, Noh and Sutherland 2024, Generalized Coverage
 * for More Robust Low-Budget Active Learning, arXiv 2407.12212, section 4).
 */
@ApplicationScoped
public class MaxHerding extends Herding {

  private static final Setting BANDWIDTH =
      Setting.number(
          "bandwidth",
          1,
          0.05,
          10,
          "How far an image speaks for others, as a distance of features of length 1.");

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "max-herding",
        "Time after time the image that speaks for most of the pool; for small budgets.",
        "Bae, Noh and Sutherland 2024, arXiv 2407.12212",
        Set.of(Need.FEATURES),
        List.of(BANDWIDTH, SAMPLE));
  }

  @Override
  double sigma(Pool pool, Settings settings) {
    return settings.number(BANDWIDTH.name());
  }

  @Override
  double[] weights(Pool pool, Settings settings, int[] images) {
    double[] weights = new double[images.length];
    Arrays.fill(weights, 1);
    return weights;
  }

  @Override
  String reason(double gain) {
    return "covers " + percent(gain) + " more of the pool";
  }
}
