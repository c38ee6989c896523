package io.modicum.gateway.exchange.format;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.campaign.Prediction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An image that a campaign asked for, with all that is known of it.
 *
 * @param task its labelling task
 * @param image its index in the dataset
 * @param path of its file in the dataset, empty where that is not known
 * @param evaluation whether it is of the evaluation sample, which is not to be learnt from
 * @param url where its file is
 * @param label as it was decided, empty while it is not
 * @param prediction what the classifier takes it for, empty before the first or where it is not
 *     told
 */
public record ExportedImage(
    CampaignId campaign,
    long task,
    int image,
    String path,
    boolean evaluation,
    int cycle,
    String url,
    Optional<Label> label,
    Optional<Prediction> prediction) {

  /** Returns the same with another address of its file. */
  public ExportedImage withUrl(String address) {
    return new ExportedImage(
        campaign, task, image, path, evaluation, cycle, address, label, prediction);
  }

  /** Returns what it is for: {@code evaluation}, or {@code train}. */
  public String split() {
    return evaluation ? "evaluation" : "train";
  }

  /**
   * A decided label.
   *
   * @param index of the class
   * @param name of the class
   * @param agreement share of the answers that named it, in [0, 1]
   * @param given when it was decided
   */
  public record Label(
      int index, String name, double agreement, List<String> annotators, Instant given) {}
}
