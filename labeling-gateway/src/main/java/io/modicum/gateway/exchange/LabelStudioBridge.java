package io.modicum.gateway.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.stage.InvalidInput;
import io.modicum.contracts.stage.Unavailable;
import io.modicum.gateway.campaign.Campaigns;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.dataset.DatasetObjects;
import io.modicum.gateway.labeling.Act;
import io.modicum.gateway.labeling.Actor;
import io.modicum.gateway.labeling.Labeling;
import io.modicum.gateway.labeling.TasksOpened;
import io.modicum.gateway.storage.NudgedWorker;
import io.modicum.gateway.storage.NudgedWorkers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Lets a campaign be labelled in Label Studio: open tasks go there, with what the classifier takes
 * them for if the campaign's annotators may see it, and annotations come back as answers of {@code
 * label-studio:} and the number of the user. Tasks carry their image with them, so that Label
 * Studio and its users need no access to the gateway. A gateway that dies while it sends tasks
 * sends them again.
 */
@Startup
@ApplicationScoped
public class LabelStudioBridge {

  private static final int BATCH = 200;
  private static final Duration REST = Duration.ofSeconds(30);
  private static final String PREFIX = "label-studio:";

  private final BridgeTable bridges;
  private final ExchangeTable table;
  private final Campaigns campaigns;
  private final DatasetObjects images;
  private final Labeling labeling;
  private final LabelStudioClient client;
  private final NudgedWorker worker = new NudgedWorker("label-studio", this::work);

  LabelStudioBridge(
      BridgeTable bridges,
      ExchangeTable table,
      Campaigns campaigns,
      DatasetObjects images,
      Labeling labeling,
      LabelStudioClient client,
      NudgedWorkers workers) {
    this.bridges = bridges;
    this.table = table;
    this.campaigns = campaigns;
    this.images = images;
    this.labeling = labeling;
    this.client = client;
    workers.add(worker);
  }

  /**
   * Refuses a project that cannot be used.
   *
   * @throws InvalidInput if the address must not be called, or Label Studio refuses
   */
  public void require(String url, long project, String token) {
    client.requireProject(url, token, project);
  }

  /** Takes note of what Label Studio's webhook tells; what is no answer is passed over. */
  public void heard(CampaignId campaign, LabelStudio.Event event) {
    if (event.action() != null && event.action().matches("ANNOTATION_(CREATED|UPDATED)")) {
      event.annotation().ifPresent(annotation -> keep(campaign, annotation));
      worker.nudge();
    }
  }

  private void keep(CampaignId campaign, LabelStudio.Told annotation) {
    String annotator = PREFIX + annotation.user().map(Object::toString).orElse("somebody");
    annotation
        .task()
        .flatMap(
            task ->
                annotation
                    .label()
                    .map(label -> new BridgeTable.Annotation(0, campaign, task, annotator, label)))
        .ifPresent(bridges::keep);
  }

  void opened(@Observes(during = TransactionPhase.AFTER_SUCCESS) TasksOpened opened) {
    worker.nudge();
  }

  private void work() {
    while (QuarkusTransaction.requiringNew().call(this::answerNext)) {
      // The next annotation.
    }
    worker.each(bridges.behind(), this::send);
  }

  private void send(CampaignId campaign) {
    boolean more = true;
    while (more) {
      more = QuarkusTransaction.requiringNew().call(() -> sendSome(campaign));
    }
  }

  private boolean sendSome(CampaignId id) {
    Optional<Bridge> taken = bridges.take(id);
    if (taken.isEmpty()) {
      return false;
    }
    RegisteredCampaign campaign = campaigns.find(id).orElseThrow();
    List<ExportedImage> open = table.unsent(campaign, image -> picture(campaign, image), BATCH);
    try {
      client.importTasks(taken.get(), open.stream().map(LabelStudio.Task::of).toList());
      bridges.sent(id, open.stream().map(ExportedImage::task).toList());
      return open.size() == BATCH;
    } catch (InvalidInput | Unavailable failure) {
      bridges.failed(id, failure.getMessage(), REST);
      return false;
    }
  }

  private String picture(RegisteredCampaign campaign, int image) {
    byte[] png = images.image(campaign.dataset(), image).orElseThrow().png();
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  private boolean answerNext() {
    Optional<BridgeTable.Annotation> next = bridges.nextAnnotation();
    next.ifPresent(this::answer);
    return next.isPresent();
  }

  /** Answers the task of ours that a task of Label Studio's carries. */
  private void answer(BridgeTable.Annotation annotation) {
    Bridge bridge = bridges.find(annotation.campaign()).orElseThrow();
    try {
      JsonNode data = client.task(bridge, annotation.task()).path("data");
      bridges.remove(annotation);
      if (data.path("modicum_campaign").asText().equals(annotation.campaign().value())) {
        RegisteredCampaign campaign = campaigns.find(annotation.campaign()).orElseThrow();
        int label = label(campaign, annotation);
        long task = data.path("modicum_task").asLong();
        labeling.take(
            campaign, Actor.gateway(annotation.annotator()), List.of(new Act.Answer(task, label)));
      }
    } catch (InvalidInput refused) {
      bridges.remove(annotation);
      bridges.failed(annotation.campaign(), refused.getMessage(), Duration.ZERO);
    } catch (Unavailable away) {
      bridges.failed(annotation.campaign(), away.getMessage(), REST);
    }
  }

  private static int label(RegisteredCampaign campaign, BridgeTable.Annotation annotation) {
    int label = campaign.classes().indexOf(annotation.label());
    if (label < 0) {
      throw new InvalidInput(
          "choice",
          "'"
              + annotation.label()
              + "' of task "
              + annotation.task()
              + " is not a class; known are "
              + String.join(", ", campaign.classes()));
    }
    return label;
  }
}
