package io.modicum.acquisition.function;

import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.List;

/**
 * An acquisition function: chooses the images that are worth a label. Each is one class with this
 * interface and a scope annotation; users find it by its description. Implementations are stateless
 * and thread-safe.
 */
public interface AcquisitionFunction {

  /** Returns what users see of it. */
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
}
