package io.modicum.gateway.labeling.task;

import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.manifest.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One image that a cycle asks people for.
 *
 * @param reason why it was chosen, for people; empty for what was drawn at random
 */
record AskedImage(int image, String reason, Purpose purpose) {

  /**
   * Returns all that a cycle asks for, the most wanted first. What was drawn at random lies evenly
   * among what was chosen, so that the place of an image does not tell what it is for.
   *
   * @param picks what was chosen, the most wanted first
   * @param pool images of the dataset that may be labelled
   */
  static List<AskedImage> ofCycle(
      int cycle, List<Selection.Pick> picks, CampaignSpecification campaign, int pool) {
    List<AskedImage> chosen =
        picks.stream()
            .map(pick -> new AskedImage(pick.image(), pick.reason(), Purpose.TRAINING))
            .toList();
    int[] budgets = campaign.labelsPerCycle(pool);
    List<Integer> sample =
        cycle < budgets.length ? campaign.evaluation().ofCycle(cycle, budgets) : List.of();
    List<Integer> confirmed = cycle == 0 ? campaign.existingLabels().confirmed() : List.of();
    return evenly(
        chosen,
        Stream.concat(
                sample.stream().map(image -> new AskedImage(image, "", Purpose.EVALUATION)),
                confirmed.stream().map(image -> new AskedImage(image, "", Purpose.CONFIRMATION)))
            .toList());
  }

  private static List<AskedImage> evenly(List<AskedImage> some, List<AskedImage> others) {
    List<AskedImage> all = new ArrayList<>(some.size() + others.size());
    int next = 0;
    for (int i = 0; i < others.size(); i++) {
      long before = (2L * i + 1) * some.size() / (2L * others.size());
      while (next < before) {
        all.add(some.get(next++));
      }
      all.add(others.get(i));
    }
    all.addAll(some.subList(next, some.size()));
    return all;
  }
}
