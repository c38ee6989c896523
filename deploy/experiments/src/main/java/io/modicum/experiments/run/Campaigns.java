package io.modicum.experiments.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.experiments.comparison.CampaignTemplate;
import io.modicum.experiments.comparison.ControlledVariables;
import io.modicum.experiments.comparison.Variant;
import io.modicum.experiments.result.CampaignResult;
import io.modicum.local.service.Gateway;
import io.modicum.local.service.LocalServices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Runs campaigns to their end and shows how they get on.
 *
 * @param started those of earlier runs
 * @param controlled holds all campaigns that are run to what is compared
 */
public record Campaigns(
    Gateway gateway,
    LocalServices services,
    ProgressBoard board,
    StartedCampaigns started,
    ControlledVariables controlled) {

  /** Registers an archive and returns the id of the dataset when it is packed. */
  public String register(Path archive) throws IOException, InterruptedException {
    String name = archive.getFileName().toString().replaceFirst("\\.(zip|tar|tar\\.gz|tgz)$", "");
    String id = gateway.register(name, archive).path("id").asText();
    JsonNode packed = await(Map.of(name, () -> gateway.dataset(id)), "ready").get(name);
    board.say(
        String.format(
            Locale.ROOT,
            "Dataset %s: %s images in the pool, %s in the test split, %d classes",
            id,
            packed.path("pool").asText(),
            packed.path("test").asText(),
            packed.path("classes").size()));
    return id;
  }

  /**
   * Runs a campaign for each variant and seed, all at once, and returns when all have ended. One
   * that an earlier run started goes on.
   */
  public List<CampaignResult> run(
      List<Variant> wave, Collection<Long> seeds, String dataset, CampaignTemplate template)
      throws IOException, InterruptedException {
    Map<String, Callable<JsonNode>> campaigns = new LinkedHashMap<>();
    Map<String, Variant> variants = new LinkedHashMap<>();
    for (long seed : seeds) {
      for (Variant variant : wave) {
        JsonNode campaign = resumeOrStart(template.specification(dataset, variant, seed));
        controlled.add(campaign.path("specification"));
        String campaignId = campaign.path("id").asText();
        String name = campaign.path("name").asText();
        campaigns.put(name, () -> gateway.campaign(campaignId));
        variants.put(name, variant);
      }
    }
    return await(campaigns, "completed").entrySet().stream()
        .map(ended -> CampaignResult.read(variants.get(ended.getKey()).name(), ended.getValue()))
        .toList();
  }

  private JsonNode resumeOrStart(JsonNode specification) throws IOException, InterruptedException {
    Optional<String> earlier = started.id(specification);
    if (earlier.isPresent()) {
      Optional<JsonNode> campaign = gateway.findCampaign(earlier.get());
      if (campaign.isPresent() && !hasFailed(campaign.get())) {
        board.say(
            "%s was started before, %s; it is not run again"
                .formatted(
                    campaign.get().path("name").asText(), campaign.get().path("created").asText()));
        return campaign.get();
      }
    }
    JsonNode campaign = gateway.start(specification);
    started.add(specification, campaign.path("id").asText());
    return campaign;
  }

  private static boolean hasFailed(JsonNode item) {
    return item.path("state").asText().equals("failed");
  }

  /** Shows the items until all have reached a state; fails if one has failed. */
  private Map<String, JsonNode> await(Map<String, Callable<JsonNode>> items, String state)
      throws IOException, InterruptedException {
    while (true) {
      Map<String, JsonNode> now = new LinkedHashMap<>();
      for (Map.Entry<String, Callable<JsonNode>> item : items.entrySet()) {
        now.put(item.getKey(), ask(item.getValue()));
      }
      board.show(
          now.entrySet().stream()
              .map(item -> ProgressBoard.line(item.getKey(), item.getValue()))
              .toList());
      for (Map.Entry<String, JsonNode> item : now.entrySet()) {
        if (hasFailed(item.getValue())) {
          throw new IOException(
              item.getKey() + ": " + item.getValue().path("failure").path("reason").asText());
        }
      }
      if (now.values().stream().allMatch(i -> i.path("state").asText().equals(state))) {
        board.keep();
        return now;
      }
      services.requireAllAlive();
      Thread.sleep(500);
    }
  }

  private static JsonNode ask(Callable<JsonNode> question)
      throws IOException, InterruptedException {
    try {
      return question.call();
    } catch (IOException | InterruptedException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }
}
