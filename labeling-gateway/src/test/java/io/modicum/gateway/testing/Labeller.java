package io.modicum.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Somebody who labels a campaign, or reviews it. */
public record Labeller(Api api, CampaignId campaign) {

  /** Leases images for five minutes. */
  public JsonNode lease(int size) {
    return lease(size, 300);
  }

  public JsonNode lease(int size, int seconds) {
    return api.post(
            path("leases"),
            String.format(Locale.ROOT, "{'size': %d, 'seconds': %d}", size, seconds))
        .json();
  }

  /** Leases as the page does, which leaves others their share, for a minute. */
  public JsonNode leaseShare(int size) {
    return api.post(
            path("leases"),
            String.format(Locale.ROOT, "{'size': %d, 'seconds': 60, 'fairShare': true}", size))
        .json();
  }

  public void giveBack() {
    api.send("DELETE", path("leases"));
  }

  public String answer(long task, String label) {
    return result(
        api.post(
            path("labels"),
            String.format(Locale.ROOT, "{'labels': [{'task': %d, 'label': '%s'}]}", task, label)));
  }

  public String skip(long task, String reason) {
    return result(
        api.post(
            path("skips"),
            String.format(Locale.ROOT, "{'skips': [{'task': %d, 'reason': '%s'}]}", task, reason)));
  }

  public String correct(long task, String label) {
    return api.put(path("labels/" + task), "{'label': '%s'}".formatted(label))
        .json()
        .path("result")
        .asText();
  }

  public String withdraw(long task) {
    return api.send("DELETE", path("labels/" + task)).json().path("result").asText();
  }

  public String decide(long task, String label) {
    return result(
        api.post(
            path("decisions"),
            String.format(Locale.ROOT, "{'labels': [{'task': %d, 'label': '%s'}]}", task, label)));
  }

  private String path(String rest) {
    return "/api/v1/campaigns/" + campaign + "/" + rest;
  }

  private static String result(Api.Answer answer) {
    return answer.json().path("results").path(0).path("result").asText();
  }

  /** Returns the images of a lease. */
  public static List<Integer> images(JsonNode lease) {
    List<Integer> images = new ArrayList<>();
    lease.path("tasks").forEach(task -> images.add(task.path("image").asInt()));
    return images;
  }

  /** Returns the ids of the tasks of a lease. */
  public static List<Long> tasks(JsonNode lease) {
    List<Long> tasks = new ArrayList<>();
    lease.path("tasks").forEach(task -> tasks.add(task.path("id").asLong()));
    return tasks;
  }
}
