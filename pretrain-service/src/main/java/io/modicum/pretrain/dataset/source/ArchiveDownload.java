package io.modicum.pretrain.dataset.source;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.store.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Brings an archive from the store into a file, part by part, so that it can end in between. */
final class ArchiveDownload {

  static final int PART_BYTES = 16 << 20;

  private ArchiveDownload() {}

  /**
   * Downloads the archive.
   *
   * @param requireWanted runs before each part; ends the work by an exception
   * @throws InvalidInput if there is no such object
   */
  static void to(Path file, ObjectStore store, String key, Runnable requireWanted) {
    long bytes =
        store
            .size(key)
            .orElseThrow(() -> new InvalidInput(key, "there is no such object in the store"));
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long at = 0; at < bytes; at += PART_BYTES) {
        requireWanted.run();
        out.write(store.getRange(key, at, (int) Math.min(PART_BYTES, bytes - at)));
      }
    } catch (IOException full) {
      throw new Unavailable("temporary folder", full);
    }
  }
}
