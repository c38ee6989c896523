package io.modicum.acquisition.function;

import io.modicum.contracts.acquisition.FunctionDescription;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** Returns the function of a name that one of the {@link #descriptions} has. */
  public AcquisitionFunction named(String name) {
    return Objects.requireNonNull(functions.get(name), name);
  }

  /** Returns what users see of all functions, ordered by name. */
  public List<FunctionDescription> descriptions() {
    return functions.values().stream().map(AcquisitionFunction::description).toList();
  }
}
