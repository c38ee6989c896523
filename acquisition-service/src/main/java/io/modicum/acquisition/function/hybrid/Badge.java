package io.modicum.acquisition.function.hybrid;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Randomness;
import io.modicum.acquisition.function.Ranking;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.WeightedDraw;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.manifest.Selection.Pick;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Batch active learning by diverse gradient embeddings: k-means++ seeding of {@link
 * GradientEmbeddings}, which are long where the classifier is undecided, and far apart where images
 * differ (Ash et al. 2020, arXiv 1906.03671, algorithm 1). As in the authors' program the longest
 * gradient comes first; each further one is drawn with odds proportional to its squared distance to
 * the nearest chosen one, by random numbers that belong to the images.
 */
@ApplicationScoped
class Badge implements AcquisitionFunction {

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "badge",
        "Images that would change the classifier the most, each in another direction.",
        "Ash et al. 2020, arXiv 1906.03671",
        Set.of(Need.FEATURES, Need.PROBABILITIES),
        List.of());
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    GradientEmbeddings gradients =
        new GradientEmbeddings(
            pool.features().covering(pool.size(), "features"),
            pool.probabilities().covering(pool.size(), "probabilities"),
            pool.candidates());
    double[] nearest = new double[gradients.size()];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    boolean[] chosen = new boolean[gradients.size()];
    WeightedDraw draws =
        new WeightedDraw(
            gradients.size(), (i, draw) -> Randomness.uniform(pool, gradients.image(i), draw));
    List<Pick> picks = new ArrayList<>();
    while (picks.size() < Math.min(count, gradients.size())) {
      pool.requireCampaign();
      int drawn = picks.isEmpty() ? -1 : draws.row(picks.size(), i -> chosen[i] ? 0 : nearest[i]);
      int next = drawn >= 0 ? drawn : longestLeft(pool, gradients, chosen);
      double distance = picks.isEmpty() ? gradients.norm(next) : Math.sqrt(nearest[next]);
      picks.add(new Pick(gradients.image(next), distance, reason(picks.isEmpty(), distance)));
      chosen[next] = true;
      gradients.approach(next, nearest);
    }
    return picks;
  }

  /** Returns the longest gradient that is not chosen yet. */
  private static int longestLeft(Pool pool, GradientEmbeddings gradients, boolean[] chosen) {
    return Ranking.highest(
        pool, gradients.size(), gradients::image, i -> chosen[i] ? -1 : gradients.norm(i));
  }

  private static String reason(boolean first, double distance) {
    return String.format(
        Locale.ROOT,
        first
            ? "its gradient, %.3f long, is the longest"
            : "its gradient is %.3f from those of the chosen images",
        distance);
  }
}
