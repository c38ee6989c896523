package io.modicum.acquisition.function;

import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.catalogue.Offerings;
import java.util.List;

/** All acquisition functions there are, by name. */
public final class AcquisitionFunctions {

  private final Offerings<AcquisitionFunction> functions;

  /**
   * @param found as the service finds them
   */
  public AcquisitionFunctions(Iterable<AcquisitionFunction> found) {
    functions = new Offerings<>(found);
  }

  /** Returns the function of a name that one of the {@link #descriptions} has. */
  public AcquisitionFunction named(String name) {
    return functions.named(name, "acquisition.function");
  }

  /** Returns what users see of all functions, ordered by name. */
  public List<FunctionDescription> descriptions() {
    return functions.all().stream().map(AcquisitionFunction::description).toList();
  }
}
