package io.modicum.gateway.campaign;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.campaign.ExistingLabels;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.campaign.Preset;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.StopSettings;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.http.ReadableName;
import io.modicum.gateway.http.StrictJson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads what a client says of a campaign. What is not said keeps the default of the preset that it
 * names, field by field, also within a section; what is not known is refused.
 */
final class SpecificationReader {

  private static final ObjectMapper MAPPER = StrictJson.mapper();

  /** What a registered backbone takes the place of. */
  private static final List<String> PRETRAINING_FIELDS =
      List.of("preset", "backbone", "pretraining");

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
    if (complete.hasNonNull("registeredBackbone")) {
      PRETRAINING_FIELDS.forEach(field -> requireAbsent(complete, field));
    }
    sections(complete.remove("preset"))
        .forEach((name, defaults) -> fill(complete, name, MAPPER.valueToTree(defaults)));
    if (complete.get("existingLabels") instanceof ObjectNode existing
        && !existing.hasNonNull("use")
        && existing.path("confirm").asInt() > 0) {
      existing.put("use", ExistingLabels.Use.TRUST.toString());
    }
    CampaignSpecification read = MAPPER.treeToValue(complete, CampaignSpecification.class);
    if (!read.name().matches(ReadableName.CHARACTERS)) {
      throw new InvalidInput("name", ReadableName.MESSAGE);
    }
    if (!read.classes().stream().allMatch(one -> one.matches(ReadableName.CHARACTERS))) {
      throw new InvalidInput("classes", ReadableName.MESSAGE);
    }
    requireJudgeable(read);
    return read;
  }

  /**
   * Returns the same campaign with what its body leaves to the preset made to fit a dataset of so
   * many pool images.
   */
  static CampaignSpecification fitted(CampaignSpecification read, JsonNode body, int pool) {
    JsonNode given = body.path("pretraining");
    PretrainingSettings settings = read.pretraining();
    if (!given.hasNonNull("batch")) {
      settings = settings.withBatchFor(pool);
    }
    if (!given.hasNonNull("epochs")) {
      settings = settings.withEpochsFor(pool);
    }
    return read.toBuilder().pretraining(settings).build();
  }

  /** A released version started such campaigns, so the specification itself must allow them. */
  private static void requireJudgeable(CampaignSpecification specification) {
    StopSettings stop = specification.stop();
    if (specification.mode() == Mode.FROM_SCRATCH && !stop.equals(StopSettings.DEFAULT)) {
      throw new InvalidInput(
          stop.targetAccuracy().isPresent() ? "stop.targetAccuracy" : "stop.minimumGain",
          "goes with mode self-supervised only: it looks at labels that the classifier has not"
              + " seen, and a network from scratch is trained on all; leave it out");
    }
  }

  private static void requireAbsent(ObjectNode specification, String field) {
    if (specification.hasNonNull(field)) {
      throw new InvalidInput(
          field, "decides nothing beside registeredBackbone; leave out one of the two");
    }
  }

  private static Map<String, Object> sections(JsonNode name) {
    Preset preset = name == null || name.isNull() ? Preset.SMALL : preset(name.asText());
    return Map.of(
        "backbone", preset.backbone(),
        "pretraining", preset.pretraining(),
        "supervised", preset.supervised(),
        "classifier", ClassifierSettings.DEFAULT);
  }

  private static Preset preset(String name) {
    return Arrays.stream(Preset.values())
        .filter(preset -> preset.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "preset",
                    "must be one of "
                        + Arrays.stream(Preset.values())
                            .map(Preset::toString)
                            .collect(Collectors.joining(", "))
                        + ", was '"
                        + name
                        + "'"));
  }

  private static void fill(ObjectNode specification, String section, ObjectNode defaults) {
    if (!specification.hasNonNull(section)) {
      specification.set(section, defaults);
    } else if (specification.get(section) instanceof ObjectNode given) {
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
