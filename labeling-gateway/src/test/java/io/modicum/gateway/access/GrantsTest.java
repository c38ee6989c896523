package io.modicum.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.CampaignId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantsTest {

  private static final CampaignId HERE = new CampaignId("here");
  private static final CampaignId ELSEWHERE = new CampaignId("elsewhere");

  @Test
  void aReviewerDoesWhatViewersAndAnnotatorsMayAndAnAdminDoesAll() {
    assertThat(Role.values()).filteredOn(Role.ADMIN::includes).containsExactly(Role.values());
    assertThat(Role.values())
        .filteredOn(Role.REVIEWER::includes)
        .containsExactly(Role.VIEWER, Role.ANNOTATOR, Role.REVIEWER);
    assertThat(Role.values()).filteredOn(Role.ANNOTATOR::includes).containsExactly(Role.ANNOTATOR);
    assertThat(Role.values()).filteredOn(Role.VIEWER::includes).containsExactly(Role.VIEWER);
  }

  @Test
  void anAnnotatorWorksOnlyWhereTheyAreAMember() {
    Grants grants = Grants.of(Set.of(Role.ANNOTATOR), Map.of("here", Role.ANNOTATOR));

    assertThat(grants.allow(HERE, Role.ANNOTATOR)).isTrue();
    assertThat(grants.allow(ELSEWHERE, Role.ANNOTATOR)).isFalse();
    assertThat(grants.where(Role.ANNOTATOR)).isEqualTo(new VisibleCampaigns(false, Set.of("here")));
  }

  @Test
  void aMembershipAddsToWhatCountsEverywhere() {
    Grants grants = Grants.of(Set.of(Role.VIEWER), Map.of("here", Role.ANNOTATOR));

    assertThat(grants.allow(ELSEWHERE, Role.VIEWER)).isTrue();
    assertThat(grants.allow(ELSEWHERE, Role.ANNOTATOR)).isFalse();
    assertThat(grants.allow(HERE, Role.VIEWER)).isTrue();
    assertThat(grants.allow(HERE, Role.ANNOTATOR)).isTrue();
    assertThat(grants.allow(HERE, Role.REVIEWER)).isFalse();
    assertThat(grants.where(Role.VIEWER).all()).isTrue();
  }

  @Test
  void aLimitedRoleCountsInItsCampaignsOnly() {
    Grants grants = Grants.limited(Role.REVIEWER, List.of(HERE));

    assertThat(grants.allow(HERE, Role.REVIEWER)).isTrue();
    assertThat(grants.allow(ELSEWHERE, Role.VIEWER)).isFalse();
    assertThat(grants.where(Role.VIEWER)).isEqualTo(new VisibleCampaigns(false, Set.of("here")));
  }
}
