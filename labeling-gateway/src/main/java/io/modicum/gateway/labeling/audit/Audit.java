package io.modicum.gateway.labeling.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** All that was ever said and decided about a campaign's images. */
@ApplicationScoped
class Audit {

  private final AuditTable table;

  Audit(AuditTable table) {
    this.table = table;
  }

  /**
   * One thing that happened.
   *
   * @param kind answered, corrected, withdrawn, skipped, reviewed; or, of a rule, decided,
   *     contested or reopened
   * @param actor the annotator, reviewer or rule
   * @param image its index in the dataset
   * @param label name of the class, where one was named
   * @param reason in the words of the actor; empty where there are none
   * @param replaces the entry whose statement this one took the place of
   * @param address of the client on the network; empty for the gateway itself
   * @param agent software of the client, as it calls itself
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Entry(
      long id,
      Instant at,
      String kind,
      String actor,
      long task,
      int image,
      int cycle,
      Optional<String> label,
      String reason,
      OptionalLong replaces,
      String address,
      String agent) {}

  /** Returns entries of a campaign, oldest first. */
  Page<Entry> entries(RegisteredCampaign campaign, PageRequest page) {
    return page.page(table.entries(campaign, page), entry -> Long.toString(entry.id()));
  }
}
