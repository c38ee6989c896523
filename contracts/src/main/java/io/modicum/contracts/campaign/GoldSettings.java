package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Images whose class is known, asked now and then to measure annotators. They are never chosen for
 * labelling and never part of the labelled set.
 *
 * @param labels name of the class by index of the image in the pool
 * @param share of the images given to an annotator, in [0, 0.5], that are of these; each is asked
 *     once of an annotator
 */
public record GoldSettings(SortedMap<Integer, String> labels, double share) {

  public static final GoldSettings NONE = new GoldSettings(new TreeMap<>(), 0);

  private static final int MOST_IMAGES = 1_000;
  private static final double DEFAULT_SHARE = 0.05;

  public GoldSettings {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    Check.that(
        labels.size() <= MOST_IMAGES
            && (labels.isEmpty() || labels.firstKey() >= 0)
            && !labels.containsValue(null),
        "annotation.gold.labels",
        "at most " + MOST_IMAGES + " images with their class, such as {\"17\": \"cat\"}");
    Check.that(share >= 0 && share <= 0.5, "annotation.gold.share", "from 0 to 0.5");
  }

  /** Reads settings; the share has a default where there are images. */
  @JsonCreator
  static GoldSettings of(
      @JsonProperty("labels") Map<Integer, String> labels, @JsonProperty("share") Double share) {
    SortedMap<Integer, String> known = labels == null ? NONE.labels : new TreeMap<>(labels);
    return new GoldSettings(
        known, share == null ? (known.isEmpty() ? NONE.share : DEFAULT_SHARE) : share);
  }
}
