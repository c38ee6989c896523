package io.modicum.experiments.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Which campaigns comparisons have started on kept data, so that one that was interrupted goes on
 * with them.
 */
public final class StartedCampaigns {

  private static final String NAME = "compared-campaigns.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final ArrayNode started;

  private StartedCampaigns(Path file, ArrayNode started) {
    this.file = file;
    this.started = started;
  }

  /** Returns those whose data is in a folder. */
  public static StartedCampaigns read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    return new StartedCampaigns(
        file,
        Files.exists(file)
            ? JSON.readValue(file.toFile(), ArrayNode.class)
            : JSON.createArrayNode());
  }

  /** Returns the id of the last campaign that was started with a specification. */
  Optional<String> id(JsonNode specification) throws IOException {
    JsonNode wanted = asRead(specification);
    return StreamSupport.stream(started.spliterator(), false)
        .filter(campaign -> campaign.path("specification").equals(wanted))
        .map(campaign -> campaign.path("id").asText())
        .reduce((before, last) -> last);
  }

  /** Notes a campaign that was started. */
  void add(JsonNode specification, String id) throws IOException {
    started.addObject().put("id", id).set("specification", asRead(specification));
    Path partial = file.resolveSibling(NAME + ".partial");
    JSON.writerWithDefaultPrettyPrinter().writeValue(partial.toFile(), started);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns a specification as it is when it is read again: a number has another type then. */
  private static JsonNode asRead(JsonNode specification) throws IOException {
    return JSON.readTree(specification.toString());
  }
}
