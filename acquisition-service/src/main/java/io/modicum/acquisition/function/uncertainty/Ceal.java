package io.modicum.acquisition.function.uncertainty;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.manifest.Selection.Pick;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Cost-effective active learning: people label the images of the highest entropy, and the next
 * classifier also learns from its own predictions of those whose entropy is below a threshold. The
 * threshold falls from cycle to cycle, since a better classifier is sure of more images (Wang et
 * al. 2017, Cost-Effective Active Learning for Deep Image Classification, arXiv 1701.03551, section
 * III; the defaults are those of section IV). Pseudo-labels cost nothing and are made anew in each
 * cycle.
 */
@ApplicationScoped
class Ceal implements AcquisitionFunction {

  private static final Setting THRESHOLD =
      Setting.number(
          "threshold",
          0.05,
          0,
          10,
          "Entropy in nats below which a prediction counts as a label at the first cycle.");
  private static final Setting DECAY =
      Setting.number("decay", 0.0033, 0, 1, "By how much the threshold falls each cycle.");

  private final Entropy uncertainty = new Entropy();

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "ceal",
        "The least decided images; the classifier teaches itself those it is surest of.",
        "Wang et al. 2017, arXiv 1701.03551",
        Set.of(Need.PROBABILITIES, Need.PSEUDO_LABELS),
        List.of(THRESHOLD, DECAY));
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    return uncertainty.choose(pool, count, settings);
  }

  @Override
  public OptionalDouble pseudoLabelsBelow(Pool pool, Settings settings) {
    return OptionalDouble.of(
        Math.max(
            0,
            settings.number(THRESHOLD.name())
                - settings.number(DECAY.name()) * (pool.cycle() - 1)));
  }
}
