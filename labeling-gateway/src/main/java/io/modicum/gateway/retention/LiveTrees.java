package io.modicum.gateway.retention;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.labels.KnownLabels;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** The trees of the store that belong to what is registered, or that it may yet ask for. */
@ApplicationScoped
class LiveTrees {

  private final Sql sql;
  private final ObjectStore store;

  LiveTrees(Sql sql, ObjectStore store) {
    this.sql = sql;
    this.store = store;
  }

  private record Campaign(CampaignId id, CampaignSpecification specification, int cycle) {}

  Set<String> find() {
    Set<String> live = new HashSet<>();
    sql.list("select id from dataset", row -> live.add("datasets/" + row.getString(1) + "/"));
    sql.list("select id from backbone", row -> live.add("backbones/" + row.getString(1) + "/"));
    sql.list(
            """
            select id, specification, coalesce((select max(cycle) from cycle y
              where y.campaign = c.id and y.state in ('labelled', 'predicted')), -1) as latest
            from campaign c
            """,
            row ->
                new Campaign(
                    new CampaignId(row.getString("id")),
                    Json.read(
                        "specification",
                        row.getString("specification").getBytes(StandardCharsets.UTF_8),
                        CampaignSpecification.class),
                    row.getInt("latest")))
        .forEach(campaign -> add(campaign, live));
    return live;
  }

  private void add(Campaign campaign, Set<String> live) {
    CampaignSpecification specification = campaign.specification;
    live.add("campaigns/" + campaign.id + "/");
    if (specification.mode() == Mode.SELF_SUPERVISED) {
      add(ContentAddress.pretrainedBackbone(specification), specification, live);
    } else if (campaign.cycle >= 0) {
      String dataset = ObjectKeys.dataset(specification.dataset());
      String labels = ObjectKeys.labels(campaign.id, campaign.cycle);
      int[] learntFrom =
          KnownLabels.learntFrom(
              store, Manifest.read(store, dataset, Dataset.class), specification, labels);
      add(ContentAddress.scratchBackbone(specification, learntFrom), specification, live);
    }
  }

  private static void add(
      BackboneId backbone, CampaignSpecification specification, Set<String> live) {
    live.add("backbones/" + backbone + "/");
    live.add("embeddings/" + backbone + "/" + specification.dataset() + "/");
  }
}
