package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.Oracle;
import io.modicum.gateway.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** Campaigns as somebody sees them: what they may know, and what there is to do for them. */
@ApplicationScoped
class CampaignPresenter {

  private final OpenWork work;

  CampaignPresenter(OpenWork work) {
    this.work = work;
  }

  CampaignView present(
      CampaignView campaign, String name, Function<CampaignId, Predicate<Role>> may) {
    return present(List.of(campaign), name, may).get(0);
  }

  /**
   * Keeps from annotators which images measure them or the classifier.
   *
   * @param may which roles somebody has in a campaign
   */
  List<CampaignView> present(
      List<CampaignView> campaigns, String name, Function<CampaignId, Predicate<Role>> may) {
    List<Seen> seen =
        campaigns.stream().map(campaign -> new Seen(campaign, may.apply(campaign.id()))).toList();
    Map<CampaignId, Integer> yours = work.forAnnotator(name, waiting(seen, Role.ANNOTATOR));
    Map<CampaignId, Integer> contested = work.contested(waiting(seen, Role.REVIEWER));
    return seen.stream()
        .map(
            one ->
                one.known()
                    .with(one.count(Role.ANNOTATOR, yours), one.count(Role.REVIEWER, contested)))
        .toList();
  }

  private static List<CampaignId> waiting(List<Seen> campaigns, Role role) {
    return campaigns.stream()
        .filter(one -> one.may().test(role))
        .map(Seen::campaign)
        .filter(campaign -> campaign.state() == CampaignState.WAITING_FOR_LABELS)
        .map(CampaignView::id)
        .toList();
  }

  /**
   * A campaign, and the roles that somebody has in it: asked for once, since they are looked up.
   */
  private record Seen(CampaignView campaign, Predicate<Role> may) {

    CampaignView known() {
      return may.test(Role.VIEWER) ? campaign : campaign.forAnnotators();
    }

    OptionalInt count(Role role, Map<CampaignId, Integer> counted) {
      boolean asked = campaign.specification().oracle() == Oracle.ANNOTATORS;
      return asked && may.test(role)
          ? OptionalInt.of(counted.getOrDefault(campaign.id(), 0))
          : OptionalInt.empty();
    }
  }
}
