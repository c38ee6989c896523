package io.modicum.gateway.labeling.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What annotators could not settle among them. */
@ApplicationScoped
class Reviews {

  private final ReviewTable table;

  Reviews(ReviewTable table) {
    this.table = table;
  }

  /**
   * An image for a reviewer to decide.
   *
   * @param image its index in the dataset
   * @param reason why it was chosen for labelling
   * @param opinions what annotators said of it, oldest first
   */
  record Contested(long task, int image, int cycle, String reason, List<Opinion> opinions) {}

  /**
   * What an annotator said.
   *
   * @param label name of the class; absent where they skipped the image
   * @param reason for the skip, in their words
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Opinion(String annotator, Optional<String> label, String reason) {}

  /** Returns contested images of a campaign in the order of their tasks. */
  Page<Contested> contested(RegisteredCampaign campaign, PageRequest page) {
    return page.page(table.contested(campaign, page), image -> Long.toString(image.task()));
  }
}
