package io.modicum.pretrain.dataset.source;

import io.modicum.contracts.bucket.BucketAddress;
import io.modicum.contracts.bucket.SourceBucket;
import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.messaging.Connections;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.FileSink;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** A folder of somebody's bucket, whose files are read side by side and stay where they are. */
@ApplicationScoped
public class BucketFolder implements Source {

  private final ObjectStore store;
  private final Connections connections;

  public BucketFolder(ObjectStore store, Connections connections) {
    this.store = store;
    this.connections = connections;
  }

  @Override
  public Description description() {
    return new Description(
        BucketAddress.SOURCE, "A folder of an S3-compatible bucket.", "", List.of());
  }

  @Override
  public OptionalLong bytes(DatasetRegistered dataset) {
    return OptionalLong.empty();
  }

  @Override
  public Archive open(DatasetRegistered dataset, Runnable requireWanted) {
    BucketAddress address =
        Json.read(dataset.archive(), store.get(dataset.archive()), BucketAddress.class);
    SourceBucket bucket = connections.bucket(address.connection());
    return Archive.of(
        dataset.fileName(),
        bucket.address(address.prefix()),
        files -> read(address, bucket, files, requireWanted),
        requireWanted);
  }

  private static void read(
      BucketAddress address, SourceBucket bucket, FileSink files, Runnable requireWanted) {
    AtomicLong listed = new AtomicLong();
    try (ParallelReads reads = new ParallelReads(bucket, files)) {
      bucket.list(
          address.prefix(),
          entry -> {
            requireWanted.run();
            listed.incrementAndGet();
            reads.add(entry);
          });
      reads.finish();
    }
    if (listed.get() == 0) {
      throw new InvalidInput(
          "prefix",
          "'"
              + address.prefix()
              + "' has no files below it in connection '"
              + address.connection()
              + "'; capitals count, and a folder's name goes from the top of the bucket");
    }
  }
}
