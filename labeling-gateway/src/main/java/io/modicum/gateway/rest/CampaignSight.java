package io.modicum.gateway.rest;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.Oracle;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.campaign.CampaignState;
import io.modicum.gateway.campaign.CampaignView;
import io.modicum.gateway.labeling.OpenWork;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** Campaigns as somebody sees them: what they may know, and what there is to do for them. */
@ApplicationScoped
class CampaignSight {

  private final OpenWork work;

  CampaignSight(OpenWork work) {
    this.work = work;
  }

  CampaignView of(CampaignView campaign, String name, Function<CampaignId, Predicate<Role>> may) {
    return of(List.of(campaign), name, may).get(0);
  }

  /**
   * Keeps from annotators which images measure them.
   *
   * @param may which roles somebody has in a campaign
   */
  List<CampaignView> of(
      List<CampaignView> campaigns, String name, Function<CampaignId, Predicate<Role>> may) {
    Map<CampaignId, Integer> yours =
        work.forAnnotator(name, waiting(campaigns, Role.ANNOTATOR, may));
    Map<CampaignId, Integer> contested = work.contested(waiting(campaigns, Role.REVIEWER, may));
    return campaigns.stream()
        .map(
            campaign ->
                (may.apply(campaign.id()).test(Role.VIEWER) ? campaign : campaign.withoutGold())
                    .with(
                        count(campaign, Role.ANNOTATOR, may, yours),
                        count(campaign, Role.REVIEWER, may, contested)))
        .toList();
  }

  private static List<CampaignId> waiting(
      List<CampaignView> campaigns, Role role, Function<CampaignId, Predicate<Role>> may) {
    return campaigns.stream()
        .filter(campaign -> campaign.state() == CampaignState.WAITING_FOR_LABELS)
        .map(CampaignView::id)
        .filter(campaign -> may.apply(campaign).test(role))
        .toList();
  }

  private static OptionalInt count(
      CampaignView campaign,
      Role role,
      Function<CampaignId, Predicate<Role>> may,
      Map<CampaignId, Integer> counted) {
    boolean asked = campaign.specification().oracle() == Oracle.ANNOTATORS;
    return asked && may.apply(campaign.id()).test(role)
        ? OptionalInt.of(counted.getOrDefault(campaign.id(), 0))
        : OptionalInt.empty();
  }
}
