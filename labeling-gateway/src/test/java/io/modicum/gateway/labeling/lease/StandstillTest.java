package io.modicum.gateway.labeling.lease;

import static io.modicum.gateway.testing.Labeller.images;
import static io.modicum.gateway.testing.Labeller.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StandstillTest extends GatewayTest {

  @Test
  void leavesToAReviewerWhatALoneAnnotatorSkippedOnceNothingElseIsLeft() {
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['2']", 7, 2);
    Labeller ada = labeller("ada", campaign);
    List<Long> tasks = tasks(ada.lease(2));

    ada.skip(tasks.get(0), "none of the classes");
    assertThat(contested(campaign)).as("while there is other work").isEmpty();
    ada.answer(tasks.get(1), "plum");
    assertThat(images(ada.lease(2))).isEmpty();

    assertThat(contested(campaign))
        .extracting(item -> item.path("image").asInt())
        .containsExactly(7);
  }

  @Test
  void waitsForOthersWhoWorkInTheCampaignAndDidNotSkipIt() {
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['1']", 7);
    Labeller bob = labeller("bob", campaign);
    bob.lease(1);
    bob.giveBack();
    Labeller ada = labeller("ada", campaign);

    ada.skip(tasks(ada.lease(1)).get(0), "blurred");
    assertThat(images(ada.lease(1))).isEmpty();

    assertThat(contested(campaign)).isEmpty();
    assertThat(images(bob.lease(1))).containsExactly(7);
  }
}
