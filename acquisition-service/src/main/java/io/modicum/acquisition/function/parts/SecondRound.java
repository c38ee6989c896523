package io.modicum.acquisition.function.parts;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.Arrays;
import java.util.List;

/**
 * An acquisition function that chooses only among what it chose from each part of a pool before:
 * the second round of GreeDi (Mirzasoleiman et al. 2013, algorithm 2), whose parts are drawn at
 * random (Barbosa et al. 2015, arXiv 1502.02606). What scores each image by itself, such as {@code
 * margin}, chooses the same as from the whole. {@code k-center-greedy} leaves no image farther from
 * a center than four times the optimum (Malkomes et al. 2015, theorem 1), twice what it guarantees
 * on the whole.
 *
 * @param chosen images that the first round chose, ascending
 */
public record SecondRound(AcquisitionFunction function, int[] chosen)
    implements AcquisitionFunction {

  @Override
  public FunctionDescription description() {
    return function.description();
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    PoolSubset subset =
        new PoolSubset(
            pool,
            Arrays.stream(pool.candidates())
                .filter(image -> Arrays.binarySearch(chosen, image) >= 0)
                .toArray());
    return subset.inWhole(function.choose(subset, count, settings));
  }
}
