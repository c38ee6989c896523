package io.modicum.contracts.event;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** One event of each type. */
final class Samples {

  private static final CampaignId CAMPAIGN = new CampaignId("birds-1a2b3c4d");
  private static final DatasetId DATASET = new DatasetId("photos-0123456789ab");
  private static final BackboneId BACKBONE = new BackboneId("simsiam-00112233445566778899");
  private static final BackboneId REGISTERED = new BackboneId("dinov2-small-0123456789ab");

  private Samples() {}

  static List<Event> all() {
    return List.of(
        new DatasetRegistered(
            DATASET,
            "Photos",
            "auto",
            "datasets/photos/source",
            "photos.zip",
            0,
            OptionalDouble.of(0.05)),
        new PackingShardRequested(
            DATASET,
            "datasets/photos-0123456789ab/source/bucket",
            "datasets/photos-0123456789ab/plan.json",
            2,
            6),
        new DatasetReady(DATASET, "datasets/photos-0123456789ab/dataset.json"),
        new BackboneRegistered(
            REGISTERED,
            "DINOv2 small",
            "backbones/dinov2-small-0123456789ab/source/network",
            "embedding",
            List.of(0.485, 0.456, 0.406),
            List.of(0.229, 0.224, 0.225)),
        new BackboneChecked(REGISTERED, "backbones/dinov2-small-0123456789ab/backbone.json"),
        new CampaignStarted(
            CAMPAIGN, DATASET, Mode.SELF_SUPERVISED, "campaigns/birds-1a2b3c4d/campaign.json"),
        new BackboneReady(
            CAMPAIGN, DATASET, Mode.SELF_SUPERVISED, 0, BACKBONE, "backbones/b/backbone.json"),
        new EmbeddingShardRequested(CAMPAIGN, DATASET, Mode.SELF_SUPERVISED, 0, BACKBONE, 2, 6),
        new EmbeddingsReady(
            CAMPAIGN, DATASET, Mode.SELF_SUPERVISED, 0, BACKBONE, "embeddings/b/d/embeddings.json"),
        new SelectionPartRequested(CAMPAIGN, DATASET, 1, 2, 4),
        new LabelsRequested(CAMPAIGN, DATASET, 1, "campaigns/c/cycles/1/selection.json", 30),
        new LabelsCompleted(
            CAMPAIGN, DATASET, Mode.FROM_SCRATCH, 1, "campaigns/c/cycles/1/labels.json"),
        new PredictionsReady(
            CAMPAIGN,
            DATASET,
            Mode.FROM_SCRATCH,
            1,
            "campaigns/c/cycles/1/predictions.json",
            50,
            OptionalDouble.of(0.375)),
        new CampaignCompleted(CAMPAIGN, 3, 200, OptionalDouble.of(0.5), "budget spent"),
        new StageProgressed(
            "birds-1a2b3c4d",
            "pretrain",
            -1,
            StageProgressed.State.RUNNING,
            12.5,
            1000,
            20,
            140,
            Map.of("loss", -0.75)),
        new StageFailed(
            "birds-1a2b3c4d",
            "pretrain",
            -1,
            true,
            "dataset: needs at least two images",
            "campaign-started",
            "{}"));
  }
}
