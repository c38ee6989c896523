package io.modicum.acquisition.function;

import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.catalogue.Offering;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** An acquisition function: chooses the images that are worth a label. */
public interface AcquisitionFunction extends Offering {

  @Override
  FunctionDescription description();

  /**
   * Chooses among {@link Pool#candidates}, best first, none twice. The same pool, settings and seed
   * give the same choice.
   *
   * @param count how many; fewer come back if there are fewer candidates, or if the function can
   *     find no more that it wants
   * @param settings of this function, complete
   */
  List<Pick> choose(Pool pool, int count, Settings settings);

  /**
   * Returns which function chooses from a pool: itself, unless it leaves the choice to others.
   *
   * @param count how many images a cycle wants
   * @param settings of this function, complete
   */
  default Decision decide(Pool pool, int count, Settings settings) {
    return new Decision(this, settings, Optional.empty());
  }

  /**
   * Returns the entropy in nats below which the next classifier takes the latest one's prediction
   * of an unlabelled image for its label; empty if it learns from labels only.
   *
   * @param settings of this function, complete
   */
  default OptionalDouble pseudoLabelsBelow(Pool pool, Settings settings) {
    return OptionalDouble.empty();
  }

  /**
   * Which function chooses, and how.
   *
   * @param settings of that function, complete
   * @param why, for people; empty where there was nothing to decide
   */
  record Decision(AcquisitionFunction function, Settings settings, Optional<String> why) {

    /** Returns what the function chooses. */
    public List<Pick> choose(Pool pool, int count) {
      return function.choose(pool, count, settings);
    }
  }
}
