package io.modicum.contracts.store;

import io.modicum.contracts.failure.InvalidInput;
import java.util.List;
import java.util.Optional;

/**
 * What a stage made; to write it is to commit the stage.
 *
 * @param content what the stage says of its output
 * @param parts the objects that it wrote
 * @param inputs keys of the objects that it read
 * @param software version of the program that made it
 * @param seconds how long it took
 * @param finished when, as ISO 8601 in UTC
 */
public record Manifest<C>(
    C content,
    List<Part> parts,
    List<String> inputs,
    String software,
    double seconds,
    String finished) {

  public Manifest {
    parts = List.copyOf(parts);
    inputs = List.copyOf(inputs);
  }

  /**
   * Reads the manifest under a key.
   *
   * @throws InvalidInput if there is none or it has another content
   */
  public static <C> Manifest<C> read(ObjectStore store, String key, Class<C> content) {
    return decode(key, store.get(key), content);
  }

  /** Decodes a manifest that was found under {@code key}. */
  public static <C> Manifest<C> decode(String key, byte[] json, Class<C> content) {
    return Json.readManifest(key, json, content);
  }

  /**
   * Returns the part of that name.
   *
   * @throws InvalidInput if there is none
   */
  public Part part(String name) {
    return find(name)
        .orElseThrow(() -> new InvalidInput(name, "is not among the manifest's parts"));
  }

  /** Returns the part of that name, or empty if there is none. */
  public Optional<Part> find(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }
}
