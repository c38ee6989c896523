package io.modicum.pretrain.dataset.source;

import io.modicum.contracts.bucket.BucketEntry;
import io.modicum.contracts.bucket.SourceBucket;
import io.modicum.contracts.bucket.UnreadableFile;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.pretrain.dataset.archive.FileSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads files of a bucket side by side, since each takes a round trip, and hands them on in the
 * order in which they were listed. So many are on their way that neither waits for long, and no
 * more.
 */
final class ParallelReads implements AutoCloseable {

  private static final int THREADS = 16;

  /** So that what is on its way fits into the heap. */
  private static final long MOST_BYTES_AHEAD = 256L << 20;

  private static final int MOST_FILES_AHEAD = 4 * THREADS;

  private final SourceBucket bucket;
  private final FileSink files;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Deque<Read> ahead = new ArrayDeque<>();
  private long bytesAhead;

  private record Read(BucketEntry entry, Future<byte[]> content) {}

  ParallelReads(SourceBucket bucket, FileSink files) {
    this.bucket = bucket;
    this.files = files;
  }

  /**
   * Begins to read a file, having handed on those before it that there was no room for beside it.
   */
  void add(BucketEntry entry) {
    if (!files.wants(entry.path())) {
      return;
    }
    while (ahead.size() == MOST_FILES_AHEAD
        || !ahead.isEmpty() && bytesAhead + entry.bytes() > MOST_BYTES_AHEAD) {
      handOn();
    }
    bytesAhead += entry.bytes();
    ahead.add(new Read(entry, threads.submit(() -> bucket.read(entry))));
  }

  /** Hands on what is still on its way. */
  void finish() {
    while (!ahead.isEmpty()) {
      handOn();
    }
  }

  private void handOn() {
    Read read = ahead.remove();
    bytesAhead -= read.entry.bytes();
    try {
      files.file(read.entry.path(), read.content.get());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unavailable("bucket", interrupted);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof UnreadableFile file) {
        files.broken(read.entry.path(), file.getMessage());
      } else if (failure.getCause() instanceof RuntimeException ofAll) {
        throw ofAll;
      } else {
        throw new IllegalStateException(failure.getCause());
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
