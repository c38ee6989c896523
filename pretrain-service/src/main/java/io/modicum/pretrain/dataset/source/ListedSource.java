package io.modicum.pretrain.dataset.source;

import io.modicum.contracts.bucket.BucketEntry;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.pretrain.dataset.archive.Archive;
import java.util.List;

/**
 * A source whose files lie by themselves: {@link #open(DatasetRegistered, Runnable)} lists them,
 * and replicas share what is to be read.
 */
public interface ListedSource extends Source {

  /**
   * Brings some of the files here, as they were listed.
   *
   * @param requireWanted runs now and then; ends the work by an exception
   */
  Archive open(DatasetRegistered dataset, List<BucketEntry> files, Runnable requireWanted);
}
