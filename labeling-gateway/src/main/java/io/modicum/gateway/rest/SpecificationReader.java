package io.modicum.gateway.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modicum.contracts.campaign.AnnotationSettings;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.SupervisedSettings;
import io.modicum.contracts.stage.InvalidInput;
import java.util.Map;

/**
 * Reads what a client says of a campaign. What is not said keeps its default, field by field, also
 * within a section; what is not known is refused.
 */
final class SpecificationReader {

  private static final ObjectMapper MAPPER = StrictJson.mapper();

  private static final Map<String, Object> SECTIONS =
      Map.of(
          "backbone", BackboneSettings.SMALL,
          "pretraining", PretrainingSettings.SMALL,
          "supervised", SupervisedSettings.SMALL,
          "classifier", ClassifierSettings.DEFAULT,
          "annotation", AnnotationSettings.DEFAULT);

  private SpecificationReader() {}

  /**
   * @throws InvalidInput if a value cannot be, or contradicts another
   * @throws JacksonException if a field is unknown or of another type
   */
  static CampaignSpecification read(JsonNode body) throws JacksonException {
    if (body == null || !body.isObject()) {
      throw new InvalidInput("body", "must be a JSON object, such as {\"dataset\": \"…\"}");
    }
    ObjectNode complete = body.deepCopy();
    if (!complete.hasNonNull("seed")) {
      complete.put("seed", 0);
    }
    SECTIONS.forEach((name, defaults) -> fill(complete, name, MAPPER.valueToTree(defaults)));
    CampaignSpecification read = MAPPER.treeToValue(complete, CampaignSpecification.class);
    if (!read.name().matches(ReadableName.CHARACTERS)) {
      throw new InvalidInput("name", ReadableName.MESSAGE);
    }
    return read;
  }

  private static void fill(ObjectNode specification, String section, ObjectNode defaults) {
    if (specification.get(section) instanceof ObjectNode given) {
      defaults
          .properties()
          .forEach(
              field -> {
                if (!given.hasNonNull(field.getKey())) {
                  given.set(field.getKey(), field.getValue());
                }
              });
    }
  }
}
