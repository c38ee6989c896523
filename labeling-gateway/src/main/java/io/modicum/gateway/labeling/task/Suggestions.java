package io.modicum.gateway.labeling.task;

import io.modicum.gateway.campaign.CycleObjects;
import io.modicum.gateway.campaign.Prediction;
import io.modicum.gateway.campaign.RegisteredCampaign;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** What the classifier takes tasks' images for, in campaigns whose annotators may see it. */
@ApplicationScoped
public class Suggestions {

  private final CycleObjects cycles;
  private final SuggestionTable table;

  Suggestions(CycleObjects cycles, SuggestionTable table) {
    this.cycles = cycles;
    this.table = table;
  }

  /** Keeps what the classifier of the cycle before takes a cycle's images for, if there is one. */
  void keep(RegisteredCampaign campaign, int cycle) {
    if (campaign.annotation().suggestions() && cycle > 0) {
      cycles
          .probabilities(campaign, cycle - 1)
          .ifPresent(probabilities -> table.add(campaign.id(), cycle, probabilities));
    }
  }

  /** Returns what is suggested for tasks, by id; tasks without a suggestion are left out. */
  public Map<Long, Prediction> find(RegisteredCampaign campaign, List<Task> tasks) {
    return campaign.annotation().suggestions() ? table.find(campaign, tasks) : Map.of();
  }
}
