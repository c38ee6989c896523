package io.modicum.contracts.acquisition;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.modicum.contracts.catalogue.Described;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.failure.InvalidInput;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What users see of an acquisition function when they choose one.
 *
 * @param name as in the campaign's {@code acquisition.function}
 * @param summary one sentence for the campaign form
 * @param source the paper, as author, year and identifier
 * @param needs what it cannot do without; if these are not {@code probabilities}, {@code committee}
 *     or {@code labels}, it can choose the first images of a campaign
 */
public record FunctionDescription(
    String name, String summary, String source, Set<Need> needs, List<Setting> settings)
    implements Described {

  public FunctionDescription {
    needs = needs.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(needs));
    settings = List.copyOf(settings);
  }

  /**
   * Returns the settings with every default written out; automatic ones stay away.
   *
   * @param given value of each setting that the user gave
   * @throws InvalidInput if there is no such setting or it does not take the value
   */
  public Map<String, Double> complete(Map<String, Double> given) {
    return complete(given, "acquisition.settings");
  }

  /** Whether it can choose before any image is labelled. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public boolean canStart() {
    return !needs.contains(Need.PROBABILITIES)
        && !needs.contains(Need.COMMITTEE)
        && !needs.contains(Need.LABELS);
  }
}
