package io.modicum.gateway.retention;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.retention.Deletion.Kind;
import io.modicum.gateway.worker.NudgedWorker;
import io.modicum.gateway.worker.NudgedWorkers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes campaigns and datasets. What the database knows of them goes in one transaction with the
 * note that it was deleted; their objects go afterwards, and after a crash on the next start.
 */
@Startup
@ApplicationScoped
public class Deletions {

  private static final int BATCH = 100;
  private static final int LONGEST_SECONDS = (int) Duration.ofHours(1).toSeconds();

  private final DeletionTable table;
  private final ManifestReferences references;
  private final ObjectStore store;
  private final Event<Deletion> requested;
  private final NudgedWorker worker = new NudgedWorker("deletions", this::removeObjects);

  Deletions(
      DeletionTable table,
      ManifestReferences references,
      ObjectStore store,
      Event<Deletion> requested,
      NudgedWorkers workers) {
    this.table = table;
    this.references = references;
    this.store = store;
    this.requested = requested;
    workers.add(worker);
  }

  /**
   * Deletes a campaign with its labels and objects; what others may share, backbones and
   * embeddings, is left to the garbage collection. Once it is gone its deletion is returned.
   *
   * @return empty if there never was such a campaign
   */
  public Optional<Deletion> campaign(CampaignId id, String actor) {
    return delete(Kind.CAMPAIGN, id.value(), actor);
  }

  /**
   * Deletes a dataset that no campaign uses, with all that was made from its images. Once it is
   * gone its deletion is returned.
   *
   * @return empty if there never was such a dataset
   * @throws InUse if campaigns use it
   */
  public Optional<Deletion> dataset(DatasetId id, String actor) {
    return delete(Kind.DATASET, id.value(), actor);
  }

  /** Campaigns stand in the way of a deletion. */
  public static final class InUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InUse(List<String> campaigns) {
      super("is used by " + String.join(", ", campaigns) + "; delete these campaigns first");
    }
  }

  /** May take long: a campaign can have millions of tasks. */
  private Optional<Deletion> delete(Kind kind, String id, String actor) {
    return QuarkusTransaction.joiningExisting()
        .timeout(LONGEST_SECONDS)
        .call(
            () -> {
              Optional<String> name = table.lock(kind, id);
              if (name.isEmpty()) {
                return table.latest(kind, id);
              }
              List<String> campaigns = kind == Kind.DATASET ? table.campaignsOf(id) : List.of();
              if (!campaigns.isEmpty()) {
                throw new InUse(campaigns);
              }
              Deletion deletion = table.delete(kind, id, name.get(), actor);
              requested.fire(deletion);
              return Optional.of(deletion);
            });
  }

  /** Returns all deletions, oldest first. */
  public Page<Deletion> all(PageRequest page) {
    return table.all(page);
  }

  void requested(@Observes(during = TransactionPhase.AFTER_SUCCESS) Deletion deletion) {
    worker.nudge();
  }

  private void removeObjects() {
    worker.each(table.underWay(), this::removeObjects);
  }

  private void removeObjects(Deletion deletion) {
    List<String> keys = keys(deletion).toList();
    for (int first = 0; first < keys.size(); first += BATCH) {
      List<String> batch = keys.subList(first, Math.min(first + BATCH, keys.size()));
      batch.forEach(store::delete);
      table.count(deletion, batch.size());
    }
    table.complete(deletion);
  }

  /**
   * Returns what is to go, manifests first, so that nobody follows one to what is gone. Only those
   * of backbones are last: they alone tell whose tree it is to a deletion that is taken up again,
   * and without a campaign nobody asks for them.
   */
  private Stream<String> keys(Deletion deletion) {
    Stream<String> trees =
        switch (deletion.kind()) {
          case CAMPAIGN -> Stream.of("campaigns/" + deletion.subject() + "/");
          case DATASET -> treesOf(new DatasetId(deletion.subject()));
        };
    return trees
        .flatMap(tree -> store.list(tree).stream())
        .sorted(
            Comparator.comparing(Garbage::isBackbone)
                .thenComparing(key -> !Garbage.isManifest(key)));
  }

  /** Embeddings, then backbones, then the dataset: what was made goes before what it is made of. */
  private Stream<String> treesOf(DatasetId dataset) {
    String manifest = ObjectKeys.dataset(dataset);
    Stream<String> embeddings =
        store.list("embeddings/").stream()
            .map(Garbage::tree)
            .filter(tree -> tree.endsWith("/" + dataset + "/"))
            .distinct();
    Stream<String> backbones =
        store.list("backbones/").stream()
            .filter(key -> Garbage.isBackbone(key) && references.read(key).contains(manifest))
            .map(Garbage::tree);
    return Stream.of(embeddings, backbones, Stream.of("datasets/" + dataset + "/"))
        .flatMap(trees -> trees);
  }
}
