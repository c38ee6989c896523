package io.modicum.local.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/** Keeps a second quickstart from the data of a running one. The lock ends with the process. */
public final class FolderLock implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final long LOOK_EVERY_MILLIS = 100;

  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes a folder, which is made if need be.
   *
   * @throws IOException if another process has it, or it cannot be written to
   */
  public static FolderLock acquire(Path folder) throws IOException {
    FileChannel file = open(folder, "quickstart.lock");
    if (!lock(file)) {
      file.close();
      throw new IOException(
          "another quickstart runs on " + folder + "; end it first, with Ctrl-C where it runs");
    }
    return new FolderLock(file);
  }

  /**
   * Takes a folder for broker, store and database, once those of a quickstart that was killed have
   * ended, too.
   *
   * @throws IOException if they do not, or the folder cannot be written to
   */
  public static FolderLock acquireForParts(Path folder) throws IOException, InterruptedException {
    FileChannel file = open(folder, "parts.lock");
    Instant deadline = Instant.now().plus(TIMEOUT);
    while (!lock(file)) {
      if (Instant.now().isAfter(deadline)) {
        file.close();
        throw new IOException(
            "broker, store and database of an earlier quickstart still run on "
                + folder
                + "; end their process");
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    return new FolderLock(file);
  }

  private static FileChannel open(Path folder, String name) throws IOException {
    try {
      Files.createDirectories(folder);
      return FileChannel.open(
          folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
