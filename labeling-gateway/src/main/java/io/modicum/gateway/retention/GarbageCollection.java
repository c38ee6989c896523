package io.modicum.gateway.retention;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.StoredObject;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Finds and removes what of the bucket nobody needs any more. A campaign that starts meanwhile may
 * want just that. So manifests are removed while none can start, after a last look at what is
 * registered; what they referred to nobody finds afterwards, and it goes without haste.
 */
@ApplicationScoped
class GarbageCollection {

  private static final Logger LOG = Logger.getLogger(GarbageCollection.class);
  private static final int MOST_SHOWN = 100;
  private static final int LONGEST_SECONDS = (int) Duration.ofHours(1).toSeconds();

  private final ObjectStore store;
  private final LiveTrees liveTrees;
  private final ManifestReferences references;
  private final GarbageLock lock;
  private final GarbageConfig config;

  GarbageCollection(
      ObjectStore store,
      LiveTrees liveTrees,
      ManifestReferences references,
      GarbageLock lock,
      GarbageConfig config) {
    this.store = store;
    this.liveTrees = liveTrees;
    this.references = references;
    this.lock = lock;
    this.config = config;
  }

  /**
   * What nobody needs.
   *
   * @param removed whether it is gone
   * @param keys of the first of the objects
   */
  record GarbageReport(boolean removed, long objects, long bytes, List<String> keys) {

    private static GarbageReport of(List<StoredObject> garbage, boolean removed) {
      return new GarbageReport(
          removed,
          garbage.size(),
          garbage.stream().mapToLong(StoredObject::bytes).sum(),
          garbage.stream().limit(MOST_SHOWN).map(StoredObject::key).toList());
    }
  }

  @Scheduled(every = "{modicum.garbage.every}", delayed = "1m", concurrentExecution = SKIP)
  void look() {
    GarbageReport report = config.dryRun() ? find() : collect();
    LOG.infof(
        "%d objects of %d bytes that nobody needs %s",
        report.objects(),
        report.bytes(),
        report.removed() ? "were removed" : "could be removed (modicum.garbage.dry-run)");
  }

  /** Tells what would be removed. */
  GarbageReport find() {
    return GarbageReport.of(garbage(liveTrees.find()), false);
  }

  /** Removes what nobody needs. */
  GarbageReport collect() {
    Set<String> live = liveTrees.find();
    List<StoredObject> garbage = garbage(live);
    Set<String> revived =
        QuarkusTransaction.requiringNew()
            .timeout(LONGEST_SECONDS)
            .call(() -> removeManifests(garbage, live));
    List<StoredObject> removed = garbage.stream().filter(outside(revived)).toList();
    removed.forEach(object -> store.delete(object.key()));
    return GarbageReport.of(removed, true);
  }

  private List<StoredObject> garbage(Set<String> live) {
    return Garbage.find(
            store.stored(""), live, references::read, Instant.now().minus(config.keep()))
        .objects();
  }

  /** Returns the trees that were asked for since, whose garbage stays. */
  private Set<String> removeManifests(List<StoredObject> garbage, Set<String> liveBefore) {
    lock.exclude();
    Set<String> revived = liveTrees.find();
    revived.removeAll(liveBefore);
    garbage.stream()
        .filter(object -> Garbage.isManifest(object.key()))
        .filter(outside(revived))
        .forEach(object -> store.delete(object.key()));
    return revived;
  }

  private static Predicate<StoredObject> outside(Set<String> trees) {
    return object -> !trees.contains(Garbage.tree(object.key()));
  }
}
