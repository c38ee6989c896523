package io.modicum.gateway.exchange.labelstudio;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.labeling.task.TasksOpened;
import io.modicum.gateway.worker.NudgedWorker;
import io.modicum.gateway.worker.NudgedWorkers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets a campaign be labelled in Label Studio: open tasks go there, with what the classifier takes
 * them for if the campaign's annotators may see it, and annotations come back as answers of {@code
 * label-studio:} and the number of the user. Tasks carry their image with them, so that Label
 * Studio and its users need no access to the gateway. A gateway that dies while it sends tasks
 * sends them again. Each bridge exchanges on a thread of its own, so that a Label Studio which does
 * not answer keeps no other waiting.
 */
@Startup
@ApplicationScoped
class LabelStudioBridge {

  /** How many Label Studios are talked to at once; each may take a connection to the database. */
  private static final int AT_ONCE = 8;

  /** How many changes of annotations are applied before tasks are sent. */
  private static final int MOST_CHANGES = 500;

  private final BridgeTable bridges;
  private final AnnotationTable annotations;
  private final AnnotationInbox inbox;
  private final TaskDispatch dispatch;
  private final LabelStudioClient client;
  private final Set<CampaignId> exchanging = ConcurrentHashMap.newKeySet();
  private final ExecutorService exchanges = Executors.newFixedThreadPool(AT_ONCE);
  private final NudgedWorker worker = new NudgedWorker("label-studio", this::exchangeAll);

  LabelStudioBridge(
      BridgeTable bridges,
      AnnotationTable annotations,
      AnnotationInbox inbox,
      TaskDispatch dispatch,
      LabelStudioClient client,
      NudgedWorkers workers) {
    this.bridges = bridges;
    this.annotations = annotations;
    this.inbox = inbox;
    this.dispatch = dispatch;
    this.client = client;
    workers.add(worker);
  }

  /**
   * Refuses a project that cannot be used.
   *
   * @throws InvalidInput if the address must not be called, or Label Studio refuses, or the
   *     project's labelling interface is another
   */
  void requireUsable(String url, long project, String token) {
    client.requireProject(url, token, project);
  }

  /**
   * Stores the changes that Label Studio's webhook reports, to be applied soon. Label Studio waits
   * for a second only, so that nothing else is done here.
   */
  void receive(CampaignId campaign, WebhookEvent event) {
    QuarkusTransaction.joiningExisting()
        .run(() -> event.changes().forEach(change -> annotations.add(campaign, change)));
    worker.nudge();
  }

  void opened(@Observes(during = TransactionPhase.AFTER_SUCCESS) TasksOpened opened) {
    worker.nudge();
  }

  @PreDestroy
  void stop() {
    exchanges.shutdown();
  }

  /** Starts the exchange of each bridge that has something to do, unless it is under way. */
  private void exchangeAll() {
    bridges.behind().stream()
        .filter(exchanging::add)
        .forEach(one -> exchanges.execute(() -> exchangeOne(one)));
  }

  private void exchangeOne(CampaignId campaign) {
    try {
      worker.each(List.of(campaign), this::exchange);
    } finally {
      exchanging.remove(campaign);
    }
  }

  private void exchange(CampaignId campaign) {
    int applied = 0;
    while (applied < MOST_CHANGES && inbox.applyNext(campaign)) {
      applied++;
    }
    dispatch.send(campaign);
  }
}
