package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.campaign.PretrainingSettings;
import java.util.Optional;

/**
 * How long a pretraining on a dataset is.
 *
 * @param epochs passes over all pool images
 * @param batch images per step
 * @param steps of all epochs
 * @param leastSteps steps below which features tend to be poor
 */
record PretrainingLength(int epochs, int batch, long steps, int leastSteps) {

  /**
   * Returns what settings come to.
   *
   * @param pool images, at least one
   */
  static PretrainingLength of(PretrainingSettings settings, int pool) {
    return new PretrainingLength(
        settings.epochs(),
        settings.imagesPerStep(pool),
        settings.steps(pool),
        PretrainingSettings.LEAST_STEPS);
  }

  /** Returns how long a campaign's own backbone is trained, if it pretrains one. */
  static Optional<PretrainingLength> of(RegisteredCampaign campaign) {
    CampaignSpecification specification = campaign.specification();
    return specification.mode() == Mode.SELF_SUPERVISED
            && specification.registeredBackbone().isEmpty()
        ? Optional.of(of(specification.pretraining(), campaign.pool()))
        : Optional.empty();
  }

  /** Returns how many images all steps take, those of all epochs counted each time. */
  long images() {
    return steps * batch;
  }
}
