package io.modicum.experiments.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the compared campaigns have in common: the JSON that {@code POST /api/v1/campaigns} takes,
 * without what the comparison itself decides.
 */
public record CampaignTemplate(ObjectNode fields) {

  /** The one function that both modes can choose all images by, the first ones too. */
  private static final String RANDOM = "random";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Returns the template that leaves all to the gateway's defaults. */
  public static CampaignTemplate empty() {
    return new CampaignTemplate(JSON.createObjectNode());
  }

  /**
   * Reads a template.
   *
   * @throws IOException if it cannot be read, is no JSON object or holds what the comparison
   *     decides
   */
  public static CampaignTemplate read(Path file, Comparison comparison) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("There is no file " + file + ".");
    }
    JsonNode read;
    try {
      read = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException garbage) {
      throw new IOException(file + " is no JSON: " + garbage.getOriginalMessage(), garbage);
    }
    if (!(read instanceof ObjectNode fields)) {
      throw new IOException(file + " must hold a JSON object, such as {\"preset\": \"small\"}.");
    }
    for (String field : fields.properties().stream().map(Map.Entry::getKey).toList()) {
      if (comparison.decides(field)) {
        throw new IOException(
            file + " must leave out '" + field + "': " + comparison.meaning() + ".");
      }
    }
    return new CampaignTemplate(fields);
  }

  /** Returns it with these budgets if any are given, else its own, else these defaults. */
  public CampaignTemplate withBudgets(List<String> given, List<String> defaults) {
    if (given.isEmpty() && fields.has("budgets")) {
      return this;
    }
    ObjectNode changed = fields.deepCopy();
    (given.isEmpty() ? defaults : given).forEach(changed.putArray("budgets")::add);
    return new CampaignTemplate(changed);
  }

  /**
   * Returns it with the images of all cycles drawn at random where it does not say how they are
   * chosen, since the gateway's defaults depend on the mode.
   */
  public CampaignTemplate withSelection() {
    ObjectNode changed = fields.deepCopy();
    for (String field : List.of("acquisition", "initial")) {
      if (!changed.hasNonNull(field)) {
        changed.put(field, RANDOM);
      }
    }
    return new CampaignTemplate(changed);
  }

  /**
   * Returns it with a seed for the pretraining, so that campaigns of all seeds share one backbone.
   * One that is given stays, and a registered backbone needs none.
   */
  public CampaignTemplate withPretrainingSeed(long seed) {
    boolean open = !fields.hasNonNull("pretraining") || fields.get("pretraining").isObject();
    if (fields.hasNonNull("registeredBackbone") || !open) {
      return this;
    }
    ObjectNode changed = fields.deepCopy();
    changed.withObject("/pretraining").putIfAbsent("seed", LongNode.valueOf(seed));
    return new CampaignTemplate(changed);
  }

  /** Returns the specification of one campaign, its labels answered by a simulated oracle. */
  public ObjectNode specification(String dataset, Variant variant, long seed) {
    ObjectNode specification = fields.deepCopy();
    specification.put("name", variant.name() + ", seed " + seed);
    specification.put("dataset", dataset);
    specification.put("seed", seed);
    variant
        .fields()
        .forEach((field, value) -> specification.putIfAbsent(field, TextNode.valueOf(value)));
    specification.putIfAbsent("oracle", TextNode.valueOf("simulated"));
    return specification;
  }
}
