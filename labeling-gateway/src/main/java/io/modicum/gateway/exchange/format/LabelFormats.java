package io.modicum.gateway.exchange.format;

import io.modicum.contracts.failure.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All label formats there are, by name. */
@ApplicationScoped
public class LabelFormats {

  /** The format of an export or import that names none. */
  public static final String STANDARD = "csv";

  private final Map<String, LabelFormat> formats = new TreeMap<>();

  LabelFormats(@Any Instance<LabelFormat> found) {
    for (LabelFormat format : found) {
      formats.put(format.description().name(), format);
    }
  }

  /**
   * Returns the format of a name.
   *
   * @throws InvalidInput if none has it; says which there are
   */
  public LabelFormat named(String name) {
    return Optional.ofNullable(formats.get(name))
        .orElseThrow(
            () ->
                new InvalidInput(
                    "format",
                    "must be one of "
                        + String.join(", ", formats.keySet())
                        + ", was '"
                        + name
                        + "'"));
  }

  /**
   * Returns what reads the format of a name.
   *
   * @throws InvalidInput if there is no such format, or labels only go out in it
   */
  public LabelFormat.Reader reader(String name, FieldMapping names) {
    return named(name)
        .reader(names)
        .orElseThrow(() -> new InvalidInput("format", "can only be exported, was '" + name + "'"));
  }

  /** Returns all formats, ordered by name. */
  public List<LabelFormat> all() {
    return List.copyOf(formats.values());
  }
}
