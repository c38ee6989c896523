package io.modicum.contracts.store;

import io.modicum.contracts.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder with copies of the store's objects, which any number of threads and processes may share:
 * a download has a file of its own and takes its name by an atomic rename once its bytes are those
 * that the manifest names. Thread-safe.
 */
public final class LocalCopies {

  private final ObjectStore store;
  private final Path folder;
  private final ScratchFolder scratch;

  /**
   * @param folder made if need be; what killed processes left of their downloads is removed
   */
  public LocalCopies(ObjectStore store, Path folder) {
    this.store = store;
    this.folder = folder;
    this.scratch = ScratchFolder.in(folder);
  }

  /** Reads a copy before it takes its name. */
  @FunctionalInterface
  public interface Reading<R> {

    /**
     * @throws InvalidInput if it is not what it must be; then no copy is kept
     */
    R read(Path copy) throws IOException;
  }

  /** Returns where the copy of that name is once it stands. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * Downloads an object in place of the copy that may stand.
   *
   * @param name of the copy
   * @return what {@code reading} made of it
   * @throws InvalidInput if its bytes are not those of the manifest
   * @throws IOException if the disk fails
   */
  public <R> R download(Part part, String name, Reading<R> reading) throws IOException {
    Path fresh = scratch.newFile();
    try {
      store.download(part.key(), fresh);
      if (!ContentAddress.sha256(fresh).equals(part.sha256())) {
        throw new InvalidInput(part.key(), "is not what its manifest says; its SHA-256 differs");
      }
      R read = reading.read(fresh);
      Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE);
      return read;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
