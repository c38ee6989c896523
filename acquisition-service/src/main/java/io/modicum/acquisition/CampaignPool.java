package io.modicum.acquisition;

import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.Standardised;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.labels.KnownLabels;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.store.ObjectKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What a campaign knows of its pool before a cycle; read from the store when first asked for. */
final class CampaignPool implements Pool {

  private final CampaignObjects objects;
  private final CampaignId campaign;
  private final CampaignSpecification specification;
  private final int cycle;
  private final KnownLabels known;
  private final LabelledSet asked;
  private final int[] learnt;
  private final int[] labelled;
  private Matrix rawFeatures;
  private Matrix features;
  private Matrix probabilities;

  CampaignPool(
      CampaignObjects objects,
      CampaignId campaign,
      CampaignSpecification specification,
      int cycle) {
    this.objects = objects;
    this.campaign = campaign;
    this.specification = specification;
    this.cycle = cycle;
    this.known = objects.knownLabels(specification);
    this.asked =
        cycle == 0 ? new LabelledSet(-1, List.of()) : objects.labelled(campaign, cycle - 1);
    this.learnt = known.learntFrom(ObjectKeys.labels(campaign, cycle - 1), asked);
    this.labelled = IntStream.range(0, learnt.length).filter(image -> learnt[image] >= 0).toArray();
  }

  @Override
  public int size() {
    return learnt.length;
  }

  @Override
  public int[] labelled() {
    return labelled;
  }

  /** Returns how many labels people gave so far that count against the budget. */
  int asked() {
    return asked.budgeted(specification.existingLabels());
  }

  /** Returns the images that were asked for but left without a label. */
  List<Integer> leftOut() {
    return asked.leftOut();
  }

  @Override
  public int[] candidates() {
    Set<Integer> leftOut = Set.copyOf(asked.leftOut());
    return IntStream.range(0, learnt.length)
        .filter(image -> learnt[image] < 0 && !leftOut.contains(image))
        .toArray();
  }

  @Override
  public int[] labels() {
    return Arrays.stream(labelled).map(image -> learnt[image]).toArray();
  }

  @Override
  public int classes() {
    return known.classes().size();
  }

  @Override
  public Matrix features() {
    if (features == null) {
      features = Standardised.fit(rawFeatures().covering(size(), "features"), size());
    }
    return features;
  }

  @Override
  public Matrix probabilities() {
    if (probabilities == null) {
      probabilities = objects.probabilities(campaign, cycle - 1);
    }
    return probabilities;
  }

  @Override
  public List<Matrix> committee() {
    return objects.committee(campaign, cycle - 1, this::rawFeatures);
  }

  private Matrix rawFeatures() {
    if (rawFeatures == null) {
      rawFeatures = objects.features(specification, learnt);
    }
    return rawFeatures;
  }

  @Override
  public int[] truth() {
    return IntStream.range(0, size()).map(known::of).toArray();
  }

  @Override
  public long seed() {
    return specification.seed();
  }

  @Override
  public int cycle() {
    return cycle;
  }

  @Override
  public void requireCampaign() {
    objects.requireCampaign();
  }
}
