package io.modicum.contracts.catalogue;

import java.util.List;

/** What users see of something of which nothing else needs to be known. */
public record Description(String name, String summary, String source, List<Setting> settings)
    implements Described {

  public Description {
    settings = List.copyOf(settings);
  }

  static Description of(Described described) {
    return new Description(
        described.name(), described.summary(), described.source(), described.settings());
  }
}
