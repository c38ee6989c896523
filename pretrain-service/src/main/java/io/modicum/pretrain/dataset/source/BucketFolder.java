package io.modicum.pretrain.dataset.source;

import io.modicum.contracts.bucket.BucketAddress;
import io.modicum.contracts.bucket.BucketEntry;
import io.modicum.contracts.bucket.SourceBucket;
import io.modicum.contracts.bucket.UnreadableFile;
import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.messaging.Connections;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.Elsewhere;
import io.modicum.pretrain.dataset.archive.FileSink;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** A folder of somebody's bucket, whose files are read side by side and stay where they are. */
@ApplicationScoped
public class BucketFolder implements ListedSource {

  /** Above this, no image is read. */
  private static final int LARGEST_BYTES = 64 << 20;

  private static final String PACKED = ".gz";

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
    BucketAddress address = address(dataset);
    SourceBucket bucket = connections.bucket(address.connection());
    return Archive.of(
        dataset.fileName(),
        bucket.address(address.prefix()),
        files -> list(address, bucket, files, requireWanted),
        requireWanted);
  }

  @Override
  public Archive open(DatasetRegistered dataset, List<BucketEntry> listed, Runnable requireWanted) {
    SourceBucket bucket = connections.bucket(address(dataset).connection());
    return Archive.someOf(
        dataset.fileName(), files -> read(listed, bucket, files, requireWanted), requireWanted);
  }

  private BucketAddress address(DatasetRegistered dataset) {
    return Json.read(dataset.archive(), store.get(dataset.archive()), BucketAddress.class);
  }

  private static void read(
      List<BucketEntry> listed, SourceBucket bucket, FileSink files, Runnable requireWanted) {
    try (ParallelReads reads = new ParallelReads(bucket, files)) {
      for (BucketEntry entry : listed) {
        requireWanted.run();
        reads.add(entry);
      }
      reads.finish();
    }
  }

  private static void list(
      BucketAddress address, SourceBucket bucket, FileSink files, Runnable requireWanted) {
    AtomicLong listed = new AtomicLong();
    bucket.list(
        address.prefix(),
        entry -> {
          requireWanted.run();
          listed.incrementAndGet();
          if (files.wants(entry.path())) {
            add(entry, bucket, files);
          }
        });
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

  private static void add(BucketEntry entry, SourceBucket bucket, FileSink files) {
    if (entry.archived()) {
      files.broken(entry.path(), SourceBucket.ARCHIVED);
    } else if (entry.bytes() > LARGEST_BYTES) {
      files.broken(entry.path(), "is larger than " + (LARGEST_BYTES >> 20) + " MiB");
    } else if (entry.path().endsWith(PACKED)) {
      addNow(entry, bucket, files);
    } else {
      files.listed(entry, new InBucket(entry, bucket));
    }
  }

  /** How long a file is that has to be unpacked is known when it was. */
  private static void addNow(BucketEntry entry, SourceBucket bucket, FileSink files) {
    try {
      files.file(entry.path(), bucket.read(entry));
    } catch (UnreadableFile unreadable) {
      files.broken(entry.path(), unreadable.getMessage());
    }
  }

  private record InBucket(BucketEntry entry, SourceBucket bucket) implements Elsewhere {

    @Override
    public byte[] whole() {
      return read(() -> bucket.read(entry));
    }

    @Override
    public byte[] start(int most) {
      return read(() -> bucket.start(entry, most));
    }

    private interface Reading {
      byte[] read() throws UnreadableFile;
    }

    private byte[] read(Reading reading) {
      try {
        return reading.read();
      } catch (UnreadableFile unreadable) {
        throw new InvalidInput(entry.path(), unreadable.getMessage(), unreadable);
      }
    }
  }
}
