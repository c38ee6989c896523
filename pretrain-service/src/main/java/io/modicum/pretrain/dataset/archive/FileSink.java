package io.modicum.pretrain.dataset.archive;

/** Takes files that lie by themselves, one after the other. */
public interface FileSink {

  /** Returns whether a file is to be read, and takes note of it if it is passed over. */
  boolean wants(String path);

  /** Takes a file. */
  void file(String path, byte[] content);

  /** Takes note of a file that cannot be read, and why. */
  void broken(String path, String reason);
}
