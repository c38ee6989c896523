package io.modicum.experiments.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One of the kinds of campaign that are compared.
 *
 * @param name as in tables and plots
 * @param fields what it fills in where the template leaves it open
 */
public record Variant(String name, Map<String, String> fields) {

  /** What every other function has to beat; it needs nothing to start with. */
  private static final String RANDOM = "random";

  private static final String SELF_SUPERVISED = "self-supervised";
  private static final String ALL = "all";

  /** Returns one variant per mode. */
  public static List<Variant> modes() {
    return Stream.of(SELF_SUPERVISED, "from-scratch")
        .map(mode -> new Variant(mode, Map.of("mode", mode)))
        .toList();
  }

  /**
   * Returns one variant per acquisition function, in the order asked for. Each chooses the first
   * images too if it can without labels; else these are random.
   *
   * @param asked names; {@code all} stands for random and then every other one
   * @param catalogue the gateway's list of functions
   * @throws IOException if a function is not in the catalogue
   */
  public static List<Variant> acquisitionFunctions(Collection<String> asked, JsonNode catalogue)
      throws IOException {
    Map<String, JsonNode> known = new LinkedHashMap<>();
    catalogue.path("functions").forEach(f -> known.put(f.path("name").asText(), f));
    Map<String, Variant> variants = new LinkedHashMap<>();
    for (String name : asked) {
      Stream<String> named =
          name.equals(ALL)
              ? Stream.concat(Stream.of(RANDOM), known.keySet().stream())
              : Stream.of(name);
      for (String function : named.toList()) {
        if (!known.containsKey(function)) {
          throw new IOException(
              "--acquisition takes all, "
                  + String.join(", ", known.keySet())
                  + "; there is no '"
                  + function
                  + "'.");
        }
        variants.put(function, acquisitionFunction(known.get(function)));
      }
    }
    return List.copyOf(variants.values());
  }

  private static Variant acquisitionFunction(JsonNode function) {
    String name = function.path("name").asText();
    boolean starts = function.path("canStart").asBoolean();
    return new Variant(
        name,
        Map.of("mode", SELF_SUPERVISED, "acquisition", name, "initial", starts ? name : RANDOM));
  }
}
