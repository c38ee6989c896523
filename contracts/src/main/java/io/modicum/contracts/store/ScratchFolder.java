package io.modicum.contracts.store;

import io.modicum.contracts.failure.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Temporary files in a folder that other processes may share. Each process has a subfolder of its
 * own and holds a lock on a file in it as long as it lives, however it ends; who comes later
 * removes the subfolders that nobody holds. So what a killed process left is gone once the next one
 * starts. Thread-safe.
 */
public final class ScratchFolder {

  private static final String PREFIX = "modicum-scratch-";
  private static final String HELD = "held";

  /** A closed channel gives its lock back, so these stay open to the end. */
  private static final List<FileChannel> LOCKS = new ArrayList<>();

  private final Path own;

  private ScratchFolder(Path own) {
    this.own = own;
  }

  /** Returns the one in the machine's folder for temporary files. */
  public static ScratchFolder ofMachine() {
    return in(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * Returns the one in a folder, and removes what killed processes left there.
   *
   * @param folder made if need be
   * @throws Unavailable if nothing can be written there
   */
  public static ScratchFolder in(Path folder) {
    Path own = folder.resolve(PREFIX + processName());
    try {
      Files.createDirectories(folder);
      removeAbandoned(folder, own);
      take(own);
      return new ScratchFolder(own);
    } catch (IOException failure) {
      throw new Unavailable("temporary folder " + folder, failure);
    }
  }

  /** Returns a new and empty file, which the caller deletes or moves away. */
  public Path newFile() throws IOException {
    return Files.createTempFile(Files.createDirectories(own), "", "");
  }

  /** Two processes in containers may have one number, but hardly begin in one millisecond. */
  private static String processName() {
    ProcessHandle process = ProcessHandle.current();
    long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return process.pid() + "-" + start;
  }

  /** The lock stands before the file has the name that others look for. */
  private static synchronized void take(Path own) throws IOException {
    try {
      Files.createDirectory(own);
    } catch (FileAlreadyExistsException taken) {
      return;
    }
    Path fresh = Files.createTempFile(own, HELD, "");
    FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
    LOCKS.add(channel);
    channel.lock();
    Files.move(fresh, own.resolve(HELD));
  }

  private static void removeAbandoned(Path folder, Path own) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path other : all) {
        // To open a file that this process has locked and to close it would give back its lock.
        if (!other.getFileName().equals(own.getFileName())) {
          removeUnlessHeld(other);
        }
      }
    }
  }

  private static void removeUnlessHeld(Path other) throws IOException {
    try (FileChannel held = FileChannel.open(other.resolve(HELD), StandardOpenOption.WRITE)) {
      if (held.tryLock() != null) {
        remove(other);
      }
    } catch (IOException notOurs) {
      // Another user's, still being made, or removed by another process just now.
      return;
    }
  }

  private static void remove(Path abandoned) throws IOException {
    try (Stream<Path> files = Files.list(abandoned)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException gone) {
      return;
    }
    Files.deleteIfExists(abandoned);
  }
}
