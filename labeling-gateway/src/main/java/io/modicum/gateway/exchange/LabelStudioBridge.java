package io.modicum.gateway.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.stage.InvalidInput;
import io.modicum.contracts.stage.Unavailable;
import io.modicum.gateway.campaign.Campaigns;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.dataset.DatasetObjects;
import io.modicum.gateway.labeling.Act;
import io.modicum.gateway.labeling.ActResult;
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

  private final BridgeTable bridges;
  private final AnnotationTable annotations;
  private final ExchangeTable table;
  private final Campaigns campaigns;
  private final DatasetObjects images;
  private final Labeling labeling;
  private final LabelStudioClient client;
  private final NudgedWorker worker = new NudgedWorker("label-studio", this::work);

  LabelStudioBridge(
      BridgeTable bridges,
      AnnotationTable annotations,
      ExchangeTable table,
      Campaigns campaigns,
      DatasetObjects images,
      Labeling labeling,
      LabelStudioClient client,
      NudgedWorkers workers) {
    this.bridges = bridges;
    this.annotations = annotations;
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

  /**
   * Takes note of what Label Studio's webhook tells; what is of no answer is passed over. Label
   * Studio waits for a second only, so that nothing else is done here.
   */
  public void heard(CampaignId campaign, LabelStudio.Event event) {
    QuarkusTransaction.joiningExisting()
        .run(() -> event.told().forEach(told -> annotations.keep(campaign, told)));
    worker.nudge();
  }

  void opened(@Observes(during = TransactionPhase.AFTER_SUCCESS) TasksOpened opened) {
    worker.nudge();
  }

  private void work() {
    while (QuarkusTransaction.requiringNew().call(this::takeNext)) {
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

  private boolean takeNext() {
    Optional<AnnotationTable.Kept> next = annotations.next();
    next.ifPresent(this::take);
    return next.isPresent();
  }

  private void take(AnnotationTable.Kept kept) {
    try {
      if (kept.told() instanceof Told.Chosen chosen) {
        answer(kept, chosen);
      } else if (kept.told() instanceof Told.Gone gone) {
        withdraw(kept, gone);
      }
    } catch (InvalidInput refused) {
      annotations.remove(kept);
      bridges.failed(kept.campaign(), refused.getMessage(), Duration.ZERO);
    } catch (Unavailable away) {
      bridges.failed(kept.campaign(), away.getMessage(), REST);
    }
  }

  /**
   * Answers the task of ours that a task of Label Studio's carries. What corrects an answer that
   * never came is one.
   */
  private void answer(AnnotationTable.Kept kept, Told.Chosen chosen) {
    Bridge bridge = bridges.find(kept.campaign()).orElseThrow();
    JsonNode data = client.task(bridge, chosen.task()).path("data");
    annotations.remove(kept);
    if (!data.path("modicum_campaign").asText().equals(kept.campaign().value())) {
      return;
    }
    RegisteredCampaign campaign = campaigns.find(kept.campaign()).orElseThrow();
    long task = data.path("modicum_task").asLong();
    int label = label(campaign, chosen);
    Act.Answer answer = new Act.Answer(task, label);
    List<Act> acts =
        chosen.corrects() ? List.of(new Act.Correction(task, label), answer) : List.of(answer);
    boolean counts =
        labeling.take(campaign, Actor.gateway(chosen.annotator()), acts).stream()
            .anyMatch(result -> result.result() == ActResult.Outcome.ACCEPTED);
    if (counts) {
      annotations.stands(kept.campaign(), task, chosen);
    }
  }

  /** Takes back the answer that an annotation stood for; it may have stood for none. */
  private void withdraw(AnnotationTable.Kept kept, Told.Gone gone) {
    annotations.remove(kept);
    annotations
        .forget(kept.campaign(), gone)
        .ifPresent(
            answer ->
                labeling.take(
                    campaigns.find(kept.campaign()).orElseThrow(),
                    Actor.gateway(answer.annotator()),
                    List.of(new Act.Withdrawal(answer.task()))));
  }

  private static int label(RegisteredCampaign campaign, Told.Chosen annotation) {
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
