package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.GoldSettings;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.backbone.Backbones;
import io.modicum.gateway.dataset.ClassNames;
import io.modicum.gateway.dataset.Datasets;
import io.modicum.gateway.dataset.RegisteredDataset;
import io.modicum.gateway.dataset.Slug;
import io.modicum.gateway.forecast.Forecast;
import io.modicum.gateway.forecast.PowerLaw;
import io.modicum.gateway.outbox.EventRefused;
import io.modicum.gateway.outbox.Outbox;
import io.modicum.gateway.progress.Progress;
import io.modicum.gateway.retention.DeletionTable;
import io.modicum.gateway.retention.GarbageLock;
import io.modicum.gateway.webhook.Notice;
import io.modicum.gateway.webhook.Webhooks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Campaigns from their start to their end, as the chain of events tells of them. */
@ApplicationScoped
public class Campaigns {

  private static final int RANDOM_BYTES = 4;

  private final CampaignTable table;
  private final CycleTable cycles;
  private final Progress progress;
  private final Datasets datasets;
  private final Backbones backbones;
  private final Quotas quotas;
  private final GarbageLock garbage;
  private final DeletionTable deletions;
  private final Outbox outbox;
  private final Webhooks webhooks;
  private final ObjectStore store;
  private final SecureRandom random = new SecureRandom();

  Campaigns(
      CampaignTable table,
      CycleTable cycles,
      Progress progress,
      Datasets datasets,
      Backbones backbones,
      Quotas quotas,
      GarbageLock garbage,
      DeletionTable deletions,
      Outbox outbox,
      Webhooks webhooks,
      ObjectStore store) {
    this.table = table;
    this.cycles = cycles;
    this.progress = progress;
    this.datasets = datasets;
    this.backbones = backbones;
    this.quotas = quotas;
    this.garbage = garbage;
    this.deletions = deletions;
    this.outbox = outbox;
    this.webhooks = webhooks;
    this.store = store;
  }

  /**
   * Starts a campaign on a dataset that is ready.
   *
   * @throws InvalidInput if a budget does not fit the dataset's pool or a quota, or a known label
   *     is no class of the dataset
   */
  @Transactional
  public CampaignId start(CampaignSpecification asked, RegisteredDataset dataset) {
    quotas.require(asked, dataset);
    CampaignSpecification specification = asked.withGold(gold(asked, dataset));
    garbage.share();
    byte[] digits = new byte[RANDOM_BYTES];
    random.nextBytes(digits);
    CampaignId id =
        new CampaignId(Slug.of(specification.name()) + "-" + HexFormat.of().formatHex(digits));
    String key = ObjectKeys.specification(id);
    store.put(key, Json.bytes(specification), "application/json");
    table.add(id, specification);
    outbox.add(new CampaignStarted(id, dataset.id(), specification.mode(), key));
    return id;
  }

  /** Returns the images of known class with the names of the classes as the dataset has them. */
  private static GoldSettings gold(CampaignSpecification asked, RegisteredDataset dataset) {
    GoldSettings gold = asked.annotation().gold();
    ClassNames names = dataset.classNames();
    SortedMap<Integer, String> labels = new TreeMap<>();
    gold.labels()
        .forEach(
            (image, name) ->
                labels.put(
                    image,
                    dataset.classes().get(names.require("annotation.gold.labels." + image, name))));
    return new GoldSettings(labels, gold.share());
  }

  public Optional<RegisteredCampaign> find(CampaignId id) {
    return table.find(id);
  }

  /** Returns the finished classifier as ONNX, or empty while there is none. */
  public Optional<byte[]> model(CampaignId id) {
    return store.find(ObjectKeys.model(id));
  }

  /** Takes note of a cycle's accuracy, and of what it lets one expect of the next. */
  @Transactional
  public void predicted(PredictionsReady event) {
    predicted(
        event.campaign(), Manifest.read(store, event.manifest(), Predictions.class).content());
  }

  private void predicted(CampaignId id, Predictions predictions) {
    cycles.predicted(id, predictions);
    table
        .find(id)
        .ifPresent(
            campaign ->
                cycles.forecast(id, predictions.cycle(), forecast(campaign, predictions.cycle())));
  }

  private List<Forecast> forecast(RegisteredCampaign campaign, int last) {
    List<PowerLaw.Point> curve =
        cycles.list(campaign.id().value()).stream()
            .filter(cycle -> cycle.cycle() <= last && !Double.isNaN(cycle.accuracy()))
            .map(cycle -> new PowerLaw.Point(cycle.labels(), cycle.accuracy()))
            .toList();
    return Forecast.after(
        curve,
        campaign.specification().labelsPerCycle(campaign.pool()),
        campaign.pool(),
        campaign.test());
  }

  /**
   * Takes note that a campaign ended as it should, and first of its last cycle's accuracy: the
   * event that tells of it comes by another topic, maybe later, and whoever sees the end looks for
   * it.
   */
  @Transactional
  public void completed(CampaignCompleted event) {
    String last = ObjectKeys.predictions(event.campaign(), event.cycle());
    store
        .find(last)
        .map(bytes -> Manifest.decode(last, bytes, Predictions.class).content())
        .ifPresent(predictions -> predicted(event.campaign(), predictions));
    if (table.move(event.campaign().value(), CampaignState.COMPLETED, event.reason())) {
      webhooks.tell(new Notice.CampaignCompleted(event.campaign(), event.reason()));
    }
  }

  /**
   * Takes note that a stage gave up on the event of a campaign, dataset or backbone. The campaign's
   * row comes first, as in a retry, so that the two do not wait for each other.
   */
  @Transactional
  public void failed(StageFailed event) {
    if (deletions.isDeleted(event.subject())) {
      return;
    }
    if (!datasets.failed(event.subject()) && !backbones.failed(event.subject())) {
      table.move(event.subject(), CampaignState.FAILED, event.reason());
    }
    progress.failed(event);
  }

  /** Takes note that the gateway's own event can never be sent, as of what a stage gave up on. */
  void refused(@Observes EventRefused event) {
    failed(event.failure());
  }

  /**
   * Sends what the stages of a campaign gave up on once more, and returns how many events that are.
   */
  @Transactional
  public int retry(CampaignId id) {
    table.lock(id);
    List<Event> events = progress.takeFailed(id.value());
    events.forEach(outbox::add);
    if (!events.isEmpty()) {
      table.move(id.value(), CampaignState.RUNNING, "");
    }
    return events.size();
  }

  /**
   * Takes note that an event that a stage gave up on was sent again: once that is true of all of
   * them, its campaign, dataset or backbone is no longer failed.
   */
  @Transactional
  public void redriven(Event event) {
    String subject = event.subject();
    table.lock(subject);
    if (progress.retried(event) && !datasets.retried(subject) && !backbones.retried(subject)) {
      table.move(subject, CampaignState.RUNNING, "");
    }
  }
}
