package io.modicum.acquisition;

import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.Standardised;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** What a campaign knows of its pool before a cycle; read from the store when first asked for. */
final class CampaignPool implements Pool {

  private final CampaignObjects objects;
  private final CampaignId campaign;
  private final CampaignSpecification specification;
  private final int cycle;
  private final Dataset dataset;
  private final LabelledSet labelledSet;
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
    this.dataset = objects.dataset(specification.dataset()).content();
    this.labelledSet =
        cycle == 0 ? new LabelledSet(-1, List.of()) : objects.labelled(campaign, cycle - 1);
  }

  @Override
  public int size() {
    return dataset.pool();
  }

  @Override
  public int[] labelled() {
    return labelledSet.labels().stream().mapToInt(LabelledSet.Label::image).toArray();
  }

  /** Returns the images that were asked for but left without a label. */
  List<Integer> leftOut() {
    return labelledSet.leftOut();
  }

  @Override
  public int[] candidates() {
    BitSet asked = new BitSet(size());
    labelledSet.labels().forEach(label -> asked.set(label.image()));
    labelledSet.leftOut().forEach(asked::set);
    return IntStream.range(0, size()).filter(image -> !asked.get(image)).toArray();
  }

  @Override
  public int[] labels() {
    return labelledSet.labels().stream().mapToInt(LabelledSet.Label::label).toArray();
  }

  @Override
  public int classes() {
    return dataset.classes().size();
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
    return objects.committee(campaign, cycle - 1, rawFeatures());
  }

  private Matrix rawFeatures() {
    if (rawFeatures == null) {
      rawFeatures = objects.features(specification, labelledSet);
    }
    return rawFeatures;
  }

  @Override
  public int[] truth() {
    return objects.labels(specification.dataset());
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
