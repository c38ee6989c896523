package io.modicum.gateway.exchange.format;

import io.modicum.contracts.catalogue.Offerings;
import io.modicum.contracts.failure.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;

/** All label formats there are. */
@ApplicationScoped
public class LabelFormats {

  /** The format of an export or import that names none. */
  public static final String STANDARD = "csv";

  private final Offerings<LabelFormat> formats;

  LabelFormats(@Any Instance<LabelFormat> found) {
    formats = new Offerings<>(found);
  }

  /**
   * Returns the format of a name.
   *
   * @throws InvalidInput if none has it; says which there are
   */
  public LabelFormat named(String name) {
    return formats.named(name, "format");
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
    return formats.all();
  }
}
