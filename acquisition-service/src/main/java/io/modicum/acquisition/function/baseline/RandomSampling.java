package io.modicum.acquisition.function.baseline;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Randomness;
import io.modicum.acquisition.function.Ranking;
import io.modicum.acquisition.function.Settings;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.manifest.Selection.Pick;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Chooses uniformly at random: the baseline that classic functions lose to at small budgets (Bengar
 * et al. 2021, section 5).
 */
@ApplicationScoped
public class RandomSampling implements AcquisitionFunction {

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "random",
        "Images drawn uniformly at random; the baseline.",
        "Bengar et al. 2021, arXiv 2108.11458",
        Set.of(),
        List.of());
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    int[] candidates = pool.candidates();
    double[] draws =
        Arrays.stream(candidates).mapToDouble(image -> Randomness.uniform(pool, image)).toArray();
    return Ranking.best(pool, candidates, draws, count, draw -> "drawn at random").stream()
        .map(pick -> new Pick(pick.image(), 0, pick.reason()))
        .toList();
  }
}
