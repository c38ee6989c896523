package io.modicum.pretrain.dataset.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Puts files that lie by themselves into a spool. */
record SpooledFiles(Spool spool) implements FileSink {

  @Override
  public boolean wants(String path) {
    return spool.wants(EntryName.of(path));
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
  public void broken(String path, String reason) {
    spool.addBroken(EntryName.of(path), reason);
  }
}
