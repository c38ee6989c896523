package io.modicum.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second quickstart from the data of a running one. The lock ends with the process. */
final class FolderLock implements AutoCloseable {

  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes a folder, which is made if need be.
   *
   * @throws IOException if another process has it, or it cannot be written to
   */
  static FolderLock of(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
      FileChannel file =
          FileChannel.open(
              folder.resolve("quickstart.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (!lock(file)) {
        file.close();
        throw new IOException(
            "another quickstart runs on " + folder + "; end it first, with Ctrl-C where it runs");
      }
      return new FolderLock(file);
    } catch (AccessDeniedException denied) {
      throw new IOException(folder + " cannot be written to", denied);
    }
  }

  private static boolean lock(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException ours) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
