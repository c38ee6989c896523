package io.modicum.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * What the gateway asks the database costs as much beside a million tasks as beside ten: whatever
 * statement a request, an event or a round of the gateway's own work runs, the database tells what
 * it reads for it. A request that is not here yet is one more line of {@link #visit}.
 */
@QuarkusTest
@TestProfile(PlansTest.Explained.class)
class PlansTest extends GatewayTest {

  private static final int TASKS = 1_000_000;
  private static final Set<String> LARGE =
      Set.of("task", "answer", "audit", "suggestion", "imported_label", "label_studio_task");

  /**
   * A fifteenth of what a million tasks take. Thirty that are given back at once take 500, and more
   * where earlier versions of their rows are not cleared away yet.
   */
  private static final long MOST_BLOCKS = 1000;

  /** Look at a thousand tasks at most, whether somebody may have them. */
  private static final List<String> LOOKS_AT_A_THOUSAND =
      List.of("limit 1000) t where", "rank between ? and ?");

  private static final long MOST_BLOCKS_OF_A_THOUSAND = 6000;

  @Inject ExplainedSql sql;

  @Inject DataSource database;

  /** Has the database tell of each statement. */
  public static class Explained implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(ExplainedSql.class);
    }
  }

  @Test
  void nothingReadsAMillionTasksToFindAFew() throws Exception {
    DatasetId dataset = readyDataset();
    CampaignId large = campaign(dataset, "'budgets': ['2'], 'annotation': {'labelsPerImage': 3}");
    try (LargeTables tables = LargeTables.fill(database, large, TASKS)) {
      sql.explain(true);

      visit(large, dataset);
      CampaignId small =
          campaign(
              dataset,
              "'budgets': ['2', '4'], 'annotation': {'suggestions': true, 'gold': {'labels': {'5':"
                  + " 'plum'}, 'share': 0.5}}");
      runThrough(small, dataset);
      DatasetId unlabelled = unlabelledDataset(POOL);
      runThrough(
          campaign(
              unlabelled,
              "'classes': ['pear', 'plum', 'apple'], 'budgets': ['2', '4'], 'evaluation': {'size':"
                  + " 2}"),
          unlabelled);

      sql.explain(false);
    }
    Map<String, String> greedy = new TreeMap<>();
    sql.plans()
        .forEach(
            (statement, plan) -> {
              List<String> whole = scans(plan);
              if (!whole.isEmpty() || ExplainedSql.blocks(plan) > most(statement)) {
                greedy.put(statement, ExplainedSql.blocks(plan) + " blocks, all of " + whole);
              }
            });
    assertThat(sql.plans()).hasSizeGreaterThan(60);
    assertThat(greedy).isEmpty();
  }

  private static long most(String statement) {
    return LOOKS_AT_A_THOUSAND.stream().anyMatch(statement::contains)
        ? MOST_BLOCKS_OF_A_THOUSAND
        : MOST_BLOCKS;
  }

  /** What people do in a large campaign. */
  private void visit(CampaignId campaign, DatasetId dataset) {
    String path = "/api/v1/campaigns/" + campaign;
    Labeller ada = labeller("ada", campaign);
    Api annotator = annotator("ada", campaign);
    done(api.get("/api/v1/campaigns"));
    done(api.get("/api/v1/datasets"));
    done(api.get("/api/v1/datasets/" + dataset + "/presets"));
    done(annotator.get("/api/v1/campaigns"));
    done(annotator.get("/api/v1/datasets"));
    done(annotator.get(path));
    assertThat(left(LargeTables.AHEAD_OF_ALL, campaign)).isZero();
    assertThat(left(LargeTables.AHEAD_OF_MOST, campaign)).isEqualTo(1000);
    leaseFarAhead(campaign);
    JsonNode leased = ada.leaseShare(10);
    done(
        annotator.get(
            "/api/v1/datasets/"
                + dataset
                + "/images/"
                + leased.path("tasks").path(0).path("image").asInt()));
    for (JsonNode task : leased.path("tasks")) {
      ada.answer(task.path("id").asLong(), "plum");
    }
    ada.skip(ada.leaseShare(1).path("tasks").path(0).path("id").asLong(), "blurred");
    long answered = leased.path("tasks").path(0).path("id").asLong();
    done(annotator.send("DELETE", path + "/labels/" + answered));
    ada.leaseShare(4);
    done(api.get(path + "/leases"));
    done(api.send("DELETE", path + "/leases/ada"));
    done(annotator.send("DELETE", path + "/leases"));
    review(path, Labeller.tasks(leased));
    done(api.post(path + "/label-studio/events", "{'action': 'PROJECT_UPDATED'}"));
    done(api.get(path + "/contested"));
    done(api.get(path + "/audit"));
    done(api.get(path + "/members"));
  }

  /** Returns how many images wait for somebody, as far as they are counted. */
  private int left(String name, CampaignId campaign) {
    Api.Answer answer = annotator(name, campaign).get("/api/v1/campaigns/" + campaign);
    done(answer);
    return answer.json().path("tasks").path("yours").asInt(-1);
  }

  /** Those who are ahead of others find what is left for them, looking on from where they were. */
  private void leaseFarAhead(CampaignId campaign) {
    Labeller most = labeller(LargeTables.AHEAD_OF_MOST, campaign);
    await(() -> most.leaseShare(10).path("tasks").size(), tasks -> tasks == 10);
    assertThat(most.leaseShare(20).path("tasks")).as("found where it was found").hasSize(20);
    most.giveBack();
    Labeller all = labeller(LargeTables.AHEAD_OF_ALL, campaign);
    assertThat(all.leaseShare(10).path("tasks")).as("not found at once").isEmpty();
    List<Integer> found =
        await(() -> Labeller.images(all.leaseShare(10)), images -> !images.isEmpty());
    assertThat(found).containsExactly(LargeTables.LEFT_TO_AHEAD_OF_ALL);
    all.giveBack();
  }

  /** What a reviewer does about images of a large campaign, which annotators differ on. */
  private void review(String path, List<Long> tasks) {
    String decided = "{'labels': [{'task': %d, 'label': 'plum'}]}";
    String named = "{'tasks': [%d]}";
    done(api.post(path + "/decisions", decided.formatted(tasks.get(1))));
    done(api.post(path + "/reopenings", named.formatted(tasks.get(2))));
    done(api.post(path + "/omissions", named.formatted(tasks.get(3))));
    done(api.post(path + "/reopenings", named.formatted(tasks.get(3))));
  }

  /** A small campaign beside it, from its start to its deletion. */
  private void runThrough(CampaignId campaign, DatasetId dataset) {
    String path = "/api/v1/campaigns/" + campaign;
    chain.send(
        new StageProgressed(
            campaign.value(),
            "pretrain",
            -1,
            StageProgressed.State.RUNNING,
            1,
            2,
            3,
            4,
            Map.of("loss", 1.0)));
    String labels = "image,label\n3,plum\n7,plum\n";
    done(
        api.send(
            path + "/imports?format=csv&source=sheet",
            "text/csv",
            labels.getBytes(StandardCharsets.UTF_8)));
    for (int cycle = 0; cycle < 2; cycle++) {
      request(campaign, dataset, cycle, 2 * cycle, 2 * cycle + 1);
      await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
      Labeller ada = labeller("ada", campaign);
      JsonNode leased = ada.lease(4, 60);
      assertThat(labeller("bob", campaign).leaseShare(4).path("tasks")).isEmpty();
      for (JsonNode task : leased.path("tasks")) {
        ada.answer(task.path("id").asLong(), "plum");
      }
      labelled(campaign, cycle);
      predictPlums(campaign, dataset);
      int seen = cycle;
      await(() -> view(campaign), view -> view.path("curve").size() > 0 || seen > 0);
    }
    done(api.get(path + "/annotators"));
    done(api.get(path + "/export?format=csv"));
    done(api.get(path + "/cycles/0/selection"));
    done(api.send("DELETE", path));
    await(() -> api.get(path).status(), status -> status == 404 || status == 200);
  }

  private static void done(Api.Answer answer) {
    assertThat(answer.status())
        .as(new String(answer.bytes(), StandardCharsets.UTF_8))
        .isBetween(200, 299);
  }

  private static List<String> scans(JsonNode plan) {
    List<String> whole = new ArrayList<>();
    if (plan.path("Node Type").asText().contains("Seq Scan")
        && LARGE.contains(plan.path("Relation Name").asText())) {
      whole.add(plan.path("Relation Name").asText());
    }
    plan.path("Plans").forEach(part -> whole.addAll(scans(part)));
    return whole;
  }
}
