package io.modicum.pretrain.dataset.archive;

import io.modicum.contracts.bucket.BucketEntry;

/** Takes files that lie by themselves, one after the other. */
public interface FileSink {

  /** Returns whether a file is to be read, and takes note of it if it is passed over. */
  boolean wants(String path);

  /** Takes a file. */
  void file(String path, byte[] content);

  /** Takes a file that is brought here when something of it is read for the first time. */
  void listed(BucketEntry entry, Elsewhere file);

  /** Takes note of a file that cannot be read, and why. */
  void broken(String path, String reason);
}
