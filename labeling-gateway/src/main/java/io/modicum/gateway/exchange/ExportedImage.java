package io.modicum.gateway.exchange;

import io.modicum.contracts.campaign.CampaignId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An image that a campaign asked for, with all that is known of it.
 *
 * @param task its labelling task
 * @param image its index in the dataset
 * @param url where its file is
 * @param label as it was decided, empty while it is not
 * @param prediction what the latest classifier takes it for, empty before the first
 */
record ExportedImage(
    CampaignId campaign,
    long task,
    int image,
    int cycle,
    String url,
    Optional<Label> label,
    Optional<Prediction> prediction) {

  /**
   * A decided label.
   *
   * @param index of the class
   * @param name of the class
   * @param agreement share of the answers that named it, in [0, 1]
   * @param given when it was decided
   */
  record Label(int index, String name, double agreement, List<String> annotators, Instant given) {}

  /**
   * What a classifier takes an image for.
   *
   * @param cycle after which the classifier was fitted
   * @param name of the class
   * @param probability in [0, 1]
   */
  record Prediction(int cycle, String name, double probability) {}
}
