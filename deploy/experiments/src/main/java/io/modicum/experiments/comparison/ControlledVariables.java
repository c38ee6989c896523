package io.modicum.experiments.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds campaigns with the same seed to differ in nothing but what is compared. It goes by what the
 * gateway has made of them, with every default written out, since defaults may depend on what is
 * compared.
 */
public final class ControlledVariables {

  private final Comparison comparison;
  private final Map<Long, JsonNode> first = new HashMap<>();

  public ControlledVariables(Comparison comparison) {
    this.comparison = comparison;
  }

  /**
   * Takes a campaign that was started.
   *
   * @param specification complete, as the gateway gives it
   * @throws IOException if it differs from the first one with its seed in what is not compared
   */
  public void add(JsonNode specification) throws IOException {
    JsonNode other = first.putIfAbsent(specification.path("seed").asLong(), specification);
    if (other == null) {
      return;
    }
    Map<String, JsonNode> expected = values(other);
    Map<String, JsonNode> actual = values(specification);
    TreeSet<String> pointers = new TreeSet<>(expected.keySet());
    pointers.addAll(actual.keySet());
    for (String pointer : pointers) {
      if (!comparison.compares(pointer)
          && !Objects.equals(expected.get(pointer), actual.get(pointer))) {
        throw new IOException(
            "'%s' and '%s' cannot be compared: they also differ in %s (%s and %s). Set it in --campaign."
                .formatted(
                    other.path("name").asText(),
                    specification.path("name").asText(),
                    pointer.substring(1).replace('/', '.'),
                    expected.get(pointer),
                    actual.get(pointer)));
      }
    }
  }

  /** Returns all values that are no objects, by their pointers. */
  private static Map<String, JsonNode> values(JsonNode specification) {
    Map<String, JsonNode> values = new TreeMap<>();
    collect(specification, "", values);
    return values;
  }

  private static void collect(JsonNode node, String pointer, Map<String, JsonNode> values) {
    if (!node.isObject()) {
      values.put(pointer, node);
      return;
    }
    node.properties()
        .forEach(field -> collect(field.getValue(), pointer + "/" + field.getKey(), values));
  }
}
