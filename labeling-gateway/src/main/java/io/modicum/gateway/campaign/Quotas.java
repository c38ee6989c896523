package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.dataset.RegisteredDataset;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.OptionalLong;

/** Refuses campaigns that want more than one may have. */
@ApplicationScoped
class Quotas {

  private final QuotaConfig most;

  Quotas(QuotaConfig most) {
    this.most = most;
  }

  /**
   * Checks a campaign that is to start.
   *
   * @throws InvalidInput if it wants too much; the message says how much it may have
   */
  void require(CampaignSpecification specification, RegisteredDataset dataset) {
    int[] budgets = specification.labelsPerCycle(dataset.pool());
    long images = (long) dataset.pool() + dataset.test();
    long labels = (long) budgets[budgets.length - 1] + specification.askedBesides();
    require("budgets", labels, "labels", most.labels());
    require("dataset", images, "images", most.images());
    require("dataset", images * 3 * dataset.height() * dataset.width(), "bytes", most.bytes());
  }

  private static void require(String field, long wanted, String what, OptionalLong most) {
    if (most.isPresent() && wanted > most.getAsLong()) {
      throw new InvalidInput(
          field,
          String.format(
              Locale.ROOT,
              "asks for %d %s, and a campaign may have %d; ask for less, or an operator to raise modicum.quota.%s",
              wanted,
              what,
              most.getAsLong(),
              what));
    }
  }
}
