package io.modicum.contracts.catalogue;

import io.modicum.contracts.failure.InvalidInput;
import java.util.List;

/**
 * All of a kind that campaigns or datasets can name. The service that has them publishes it, so
 * that the gateway can list them and refuse what could not run.
 *
 * @param software name and version of the program that has them; empty where it is not known
 * @param entries in the order in which they are shown
 */
public record Catalogue(String software, List<Description> entries) {

  public Catalogue {
    entries = List.copyOf(entries);
  }

  /**
   * Returns the entry of a name.
   *
   * @param field where it is named, such as {@code pretraining.method}
   * @throws InvalidInput if there is none; names those that there are
   */
  public Description named(String name, String field) {
    return Described.named(entries, name, field);
  }
}
