package io.modicum.gateway.exchange.labelstudio;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.gateway.campaign.CampaignTable;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.dataset.DatasetObjects;
import io.modicum.gateway.exchange.format.ExportedImage;
import io.modicum.gateway.exchange.format.labelstudio.LabelStudioJson;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Sends open tasks to Label Studio projects. Of many that a project refuses together, half are
 * sent, and so on, until the one that is at fault stands alone and rests, and the others go on.
 */
@ApplicationScoped
class TaskDispatch {

  private static final int BATCH = 200;
  private static final Duration REST = Duration.ofSeconds(30);

  /** A batch is refused up to eight times before its half is a single task. */
  private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(10);

  private static final Duration REFUSED_REST = Duration.ofHours(1);

  /** How many tasks in a row may be refused before it is the project that is at fault. */
  private static final int MOST_REFUSED = 5;

  private final BridgeTable bridges;
  private final UnsentTable unsent;
  private final CampaignTable campaigns;
  private final DatasetObjects images;
  private final LabelStudioClient client;
  private final Rejections rejections;

  TaskDispatch(
      BridgeTable bridges,
      UnsentTable unsent,
      CampaignTable campaigns,
      DatasetObjects images,
      LabelStudioClient client,
      Rejections rejections) {
    this.bridges = bridges;
    this.unsent = unsent;
    this.campaigns = campaigns;
    this.images = images;
    this.client = client;
    this.rejections = rejections;
  }

  private enum Outcome {
    SENT,
    REFUSED,
    /** There is no more to send, or it has to wait. */
    DONE
  }

  void send(CampaignId campaign) {
    int refused = 0;
    Outcome outcome = Outcome.SENT;
    while (outcome != Outcome.DONE && refused < MOST_REFUSED) {
      outcome =
          QuarkusTransaction.requiringNew()
              .timeout((int) LONGEST_TRANSACTION.toSeconds())
              .call(() -> sendBatch(campaign));
      refused = outcome == Outcome.REFUSED ? refused + 1 : 0;
    }
    if (refused == MOST_REFUSED) {
      QuarkusTransaction.requiringNew().run(() -> bridges.rest(campaign, REST));
    }
  }

  private Outcome sendBatch(CampaignId id) {
    Optional<Bridge> taken = bridges.take(id);
    if (taken.isEmpty()) {
      return Outcome.DONE;
    }
    RegisteredCampaign campaign = campaigns.find(id).orElseThrow();
    List<ExportedImage> open = unsent.first(campaign, BATCH);
    List<ExportedImage> pictured =
        open.stream().flatMap(image -> pictured(campaign, image).stream()).toList();
    try {
      return pictured.isEmpty()
          ? open.isEmpty() ? Outcome.DONE : Outcome.REFUSED
          : sendBatch(taken.get(), pictured);
    } catch (InvalidInput | Unavailable failure) {
      bridges.failed(id, failure.getMessage(), REST);
      return Outcome.DONE;
    }
  }

  private Outcome sendBatch(Bridge bridge, List<ExportedImage> open) {
    Optional<String> refusal = Optional.empty();
    for (int count = open.size(); count > 0; count /= 2) {
      List<ExportedImage> first = open.subList(0, count);
      refusal = client.importTasks(bridge, first.stream().map(LabelStudioJson.Task::of).toList());
      if (refusal.isEmpty()) {
        bridges.sent(bridge.campaign(), first.stream().map(ExportedImage::task).toList());
        return Outcome.SENT;
      }
    }
    rejections.task(bridge.campaign(), open.get(0).task(), refusal.orElseThrow(), REFUSED_REST);
    return Outcome.REFUSED;
  }

  /** Returns a task with its picture, or empty if that is not to be had. */
  private Optional<ExportedImage> pictured(RegisteredCampaign campaign, ExportedImage task) {
    try {
      byte[] png =
          images
              .image(campaign.dataset(), task.image())
              .orElseThrow(() -> new InvalidInput("image " + task.image(), "is not in the dataset"))
              .png();
      return Optional.of(
          task.withUrl("data:image/png;base64," + Base64.getEncoder().encodeToString(png)));
    } catch (InvalidInput missing) {
      rejections.task(campaign.id(), task.task(), missing.getMessage(), REFUSED_REST);
      return Optional.empty();
    }
  }
}
