package io.modicum.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.testing.RealParts;
import io.modicum.gateway.campaign.CampaignState;
import io.modicum.gateway.campaign.CampaignView;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever follows a campaign has it shown every second. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class CampaignSightTest {

  @Inject CampaignSight sight;

  @Test
  void asksOnceForTheRolesInACampaign() {
    List<CampaignId> asked = new ArrayList<>();

    List<CampaignView> seen =
        sight.of(
            List.of(waiting("c-1"), waiting("c-2")),
            "ada",
            campaign -> {
              asked.add(campaign);
              return role -> true;
            });

    assertThat(asked).containsExactly(new CampaignId("c-1"), new CampaignId("c-2"));
    assertThat(seen).allSatisfy(campaign -> assertThat(campaign.tasks().yours()).hasValue(0));
  }

  private static CampaignView waiting(String id) {
    CampaignSpecification specification =
        Json.read(
            "specification",
            "{\"dataset\": \"d-1\", \"budgets\": [\"2\"], \"oracle\": \"annotators\"}"
                .getBytes(StandardCharsets.UTF_8),
            CampaignSpecification.class);
    return new CampaignView(
        new CampaignId(id),
        "birds",
        specification.dataset(),
        CampaignState.WAITING_FOR_LABELS,
        "",
        Instant.EPOCH,
        List.of("bird", "cat"),
        specification,
        List.of(),
        List.of(),
        List.of(),
        new CampaignView.TaskCounts(2, 0),
        Optional.empty(),
        Optional.empty());
  }
}
