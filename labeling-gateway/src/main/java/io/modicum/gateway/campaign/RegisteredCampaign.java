package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.AnnotationSettings;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Oracle;
import io.modicum.gateway.dataset.ClassNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A campaign as the gateway knows it.
 *
 * @param state as stored, so never waiting for labels
 * @param outcome why it ended, empty while it runs
 * @param classes that people tell apart, in label order
 * @param pool images of its dataset that may be labelled
 * @param test images of its dataset's test split whose class is one of the campaign's
 */
public record RegisteredCampaign(
    CampaignId id,
    CampaignSpecification specification,
    CampaignState state,
    String outcome,
    Instant created,
    List<String> classes,
    int pool,
    int test) {

  public DatasetId dataset() {
    return specification.dataset();
  }

  public AnnotationSettings annotation() {
    return specification.annotation();
  }

  /** Returns the class index of each image whose class is known. */
  public Map<Integer, Integer> gold() {
    Map<Integer, Integer> gold = new TreeMap<>();
    ClassNames names = classNames();
    annotation()
        .gold()
        .labels()
        .forEach((image, name) -> gold.put(image, names.require("gold." + image, name)));
    return gold;
  }

  /**
   * Returns whether people are asked for images that were not chosen, which annotators are not to
   * tell from the others.
   */
  public boolean mixed() {
    return !annotation().gold().labels().isEmpty() || specification.askedBesides() > 0;
  }

  /** Returns its classes by what people call them. */
  public ClassNames classNames() {
    return new ClassNames(classes);
  }

  public boolean simulated() {
    return specification.oracle() == Oracle.SIMULATED;
  }
}
