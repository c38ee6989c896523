package io.modicum.acquisition.function;

import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.stage.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All acquisition functions there are, by name. */
@ApplicationScoped
public class AcquisitionFunctions {

  private final Map<String, AcquisitionFunction> functions = new TreeMap<>();

  AcquisitionFunctions(@Any Instance<AcquisitionFunction> found) {
    for (AcquisitionFunction function : found) {
      functions.put(function.description().name(), function);
    }
  }

  /**
   * Returns the function of a name.
   *
   * @throws InvalidInput if there is none
   */
  public AcquisitionFunction named(String name) {
    AcquisitionFunction function = functions.get(name);
    if (function == null) {
      throw new InvalidInput(
          "acquisition.function",
          "must be one of " + String.join(", ", functions.keySet()) + ", was '" + name + "'");
    }
    return function;
  }

  /** Returns what users see of all functions, ordered by name. */
  public List<FunctionDescription> descriptions() {
    return functions.values().stream().map(AcquisitionFunction::description).toList();
  }
}
