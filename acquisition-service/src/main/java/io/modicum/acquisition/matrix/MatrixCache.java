package io.modicum.acquisition.matrix;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.store.LocalCopies;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Matrices of the object store, kept on the local disk under their SHA-256 and memory-mapped.
 *
 * <p>A file appears under its name after its content was checked: the digest, the format, and that
 * every number is finite. Any number of threads and processes may share a folder. Where the folder
 * outgrows its limit, the files that were not asked for the longest go; a matrix that is in use
 * outlives its file.
 */
public final class MatrixCache {

  private static final Pattern CACHED = Pattern.compile("[0-9a-f]{64}");

  /** What earlier versions left of a killed download is of no use to anybody after that. */
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  private static final int BLOCK_ROWS = 1024;

  private final LocalCopies copies;
  private final Path folder;
  private final long limitBytes;

  /**
   * @param folder made where there is none
   * @param limitBytes of all files together
   */
  public MatrixCache(ObjectStore store, Path folder, long limitBytes) {
    this.copies = new LocalCopies(store, folder);
    this.folder = folder;
    this.limitBytes = limitBytes;
  }

  /**
   * Returns the matrix that a part of a manifest holds.
   *
   * @throws InvalidInput if its bytes are not those of the manifest, it is no matrix of 32-bit
   *     floats, or one of its numbers is not finite
   * @throws Unavailable if the store or the disk fails
   */
  public MappedMatrix matrix(Part part) {
    try {
      MappedMatrix cached = cached(part, copies.file(part.sha256()));
      return cached != null ? cached : download(part);
    } catch (IOException failure) {
      throw new Unavailable("cache folder " + folder, failure);
    }
  }

  /** Returns null where there is no such file; another process may delete it at any time. */
  private static MappedMatrix cached(Part part, Path file) throws IOException {
    try {
      MappedMatrix matrix = MappedMatrix.map(part.key(), file);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return matrix;
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private MappedMatrix download(Part part) throws IOException {
    MappedMatrix matrix =
        copies.download(
            part,
            part.sha256(),
            fresh -> {
              MappedMatrix mapped = MappedMatrix.map(part.key(), fresh);
              requireFinite(part.key(), mapped);
              return mapped;
            });
    evict();
    return matrix;
  }

  private static void requireFinite(String name, Matrix matrix) {
    float[] block = new float[BLOCK_ROWS * matrix.columns()];
    for (int first = 0; first < matrix.rows(); first += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, matrix.rows() - first);
      matrix.read(first, rows, block, 0);
      for (int i = 0; i < rows * matrix.columns(); i++) {
        if (!Float.isFinite(block[i])) {
          throw new InvalidInput(
              name,
              String.format(
                  Locale.ROOT,
                  "must be finite, but row %d has the value %s in column %d",
                  first + i / matrix.columns(),
                  block[i],
                  i % matrix.columns()));
        }
      }
    }
  }

  private void evict() throws IOException {
    List<CachedFile> files =
        Stream.ofNullable(folder.toFile().listFiles())
            .flatMap(Arrays::stream)
            .filter(File::isFile)
            .map(CachedFile::of)
            .sorted(Comparator.comparing(CachedFile::usedMillis))
            .toList();
    long abandoned = System.currentTimeMillis() - ABANDONED_AFTER.toMillis();
    long bytes = files.stream().mapToLong(CachedFile::bytes).sum();
    for (CachedFile file : files) {
      if (file.complete() ? bytes > limitBytes : file.usedMillis < abandoned) {
        Files.deleteIfExists(file.path);
        bytes -= file.bytes;
      }
    }
  }

  /** A file of the folder, and when it was last asked for; zeros where another deleted it. */
  private record CachedFile(Path path, long usedMillis, long bytes) {

    static CachedFile of(File file) {
      return new CachedFile(file.toPath(), file.lastModified(), file.length());
    }

    boolean complete() {
      return CACHED.matcher(path.getFileName().toString()).matches();
    }
  }
}
