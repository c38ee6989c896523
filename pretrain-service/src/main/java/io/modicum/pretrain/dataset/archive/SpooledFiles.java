package io.modicum.pretrain.dataset.archive;

import io.modicum.contracts.bucket.BucketEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Puts files that lie by themselves into a spool. What an archive would be refused for is left out
 * here, for their owner may not be able to name them otherwise.
 */
final class SpooledFiles implements FileSink {

  private final Spool spool;
  private final Set<String> paths = new HashSet<>();

  SpooledFiles(Spool spool) {
    this.spool = spool;
  }

  @Override
  public boolean wants(String path) {
    if (!spool.wants(EntryName.of(path))) {
      return false;
    }
    if (!Archive.staysInside(path)) {
      broken(
          path.replaceAll("\\p{Cntrl}", "?").replace("..", "…"),
          "has a path that leads elsewhere or control characters in it");
      return false;
    }
    if (!paths.add(path)) {
      broken(path + " (again)", "is there twice, with its accents written otherwise");
      return false;
    }
    return true;
  }

  @Override
  public void file(String path, byte[] content) {
    try {
      spool.add(EntryName.of(path), new ByteArrayInputStream(content));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public void listed(BucketEntry entry, Elsewhere file) {
    spool.list(EntryName.of(entry.path()), entry, file);
  }

  @Override
  public void broken(String path, String reason) {
    spool.addBroken(EntryName.of(path), reason);
  }
}
