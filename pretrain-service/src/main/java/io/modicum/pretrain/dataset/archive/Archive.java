package io.modicum.pretrain.dataset.archive;

import io.modicum.contracts.bucket.BucketEntry;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of a zip, a 7z, or a tar that may be compressed by gzip, bzip2, xz or zstd. Paths are
 * in Unicode's normal form C and have slashes, whatever program and system wrote them. {@link
 * HelperFiles} are passed over.
 *
 * <p>Nothing is unpacked to a path that an archive names, and links are refused.
 */
public final class Archive implements AutoCloseable {

  /** Each costs some 200 bytes of heap. */
  private static final int MAXIMUM_FILES = 4_000_000;

  private final Spool spool;
  private final Optional<String> address;
  private final SortedMap<String, Spool.Spooled> files = new TreeMap<>();

  /** What is wrong with those that do not unpack. */
  private final SortedMap<String, String> broken = new TreeMap<>();

  private final Set<String> unread = new HashSet<>();
  private final SkippedFiles skipped = new SkippedFiles();

  private Archive(Spool spool, Optional<String> address) {
    this.spool = spool;
    this.address = address;
  }

  /**
   * Reads the whole archive.
   *
   * @param name the archive as its owner named it
   * @param requireWanted runs while it is unpacked; ends the work by an exception
   * @throws InvalidInput if it is broken, empty, of another kind, or holds what it must not
   */
  public static Archive open(Path file, String name, Runnable requireWanted) {
    return open(file, name, MAXIMUM_FILES, requireWanted);
  }

  static Archive open(Path file, String name, int maximumFiles, Runnable requireWanted) {
    try {
      return filled(
              name,
              Optional.empty(),
              Files.size(file),
              maximumFiles,
              requireWanted,
              spool -> ArchiveKind.read(file, spool))
          .withFiles();
    } catch (IOException unreadable) {
      throw new Unavailable("temporary folder", unreadable);
    }
  }

  /** Hands over files. */
  @FunctionalInterface
  public interface Filling {
    void into(FileSink files);
  }

  /**
   * Takes files that lie by themselves as if they had been in one archive.
   *
   * @param name what people call them all together
   * @param address what their URIs begin with
   * @param requireWanted runs while they come; ends the work by an exception
   * @throws InvalidInput if there are none, or too many
   */
  public static Archive of(String name, String address, Filling filling, Runnable requireWanted) {
    return someOf(name, Optional.of(address), filling, requireWanted).withFiles();
  }

  /** Takes files as {@link #of} does, of which none may be readable, and none is asked its URI. */
  public static Archive someOf(String name, Filling filling, Runnable requireWanted) {
    return someOf(name, Optional.empty(), filling, requireWanted);
  }

  private static Archive someOf(
      String name, Optional<String> address, Filling filling, Runnable requireWanted) {
    return filled(
        name,
        address,
        Long.MAX_VALUE,
        MAXIMUM_FILES,
        requireWanted,
        spool -> {
          filling.into(new SpooledFiles(spool));
          return false;
        });
  }

  /** Fills a spool, and returns whether what did not tell its names' encoding is of Windows. */
  @FunctionalInterface
  private interface Unpacking {
    boolean into(Spool spool) throws IOException;
  }

  private static Archive filled(
      String name,
      Optional<String> address,
      long bytes,
      int maximumFiles,
      Runnable requireWanted,
      Unpacking unpacking) {
    Spool spool;
    try {
      spool = new Spool(name, new UnpackedBytes(name, bytes, requireWanted), maximumFiles);
    } catch (IOException full) {
      throw new Unavailable("temporary folder", full);
    }
    Archive archive = new Archive(spool, address);
    try {
      archive.takeFiles(unpacking.into(spool));
      return archive;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
      archive.close();
      Compression.requireModest(broken, name);
      throw new InvalidInput(
          name,
          "does not unpack (" + broken.getMessage() + "); if it is whole, " + ArchiveKind.PACK_AS,
          broken);
    } catch (RuntimeException failure) {
      archive.close();
      throw failure;
    }
  }

  private void takeFiles(boolean ofWindows) {
    List<EntryName> encoded =
        Stream.of(
                spool.files().stream().map(Spool.Spooled::name),
                spool.helpers().stream(),
                spool.broken().stream().map(Spool.Broken::name))
            .flatMap(names -> names)
            .filter(name -> name.encoded() && !name.isAscii())
            .toList();
    Charset charset = NameEncoding.of(encoded, ofWindows);
    for (Spool.Spooled file : spool.files()) {
      String path = path(file.name(), charset);
      if (takes(path) && files.put(path, file) != null) {
        throw new InvalidInput(
            path, "is in the archive twice, maybe with its accents written otherwise");
      }
    }
    spool.helpers().forEach(name -> skipped.add(SkippedFiles.HELPER, path(name, charset)));
    for (Spool.Broken file : spool.broken()) {
      String path = path(file.name(), charset);
      if (takes(path)
          && (files.containsKey(path) || broken.putIfAbsent(path, file.reason()) != null)) {
        skipped.add(SkippedFiles.BROKEN, path, file.reason());
      }
    }
    unread.addAll(files.keySet());
    unread.addAll(broken.keySet());
  }

  private Archive withFiles() {
    if (files.isEmpty()) {
      broken.forEach((path, reason) -> skipped.add(SkippedFiles.BROKEN, path, reason));
      String names = skipped.broken();
      close();
      throw new InvalidInput(
          name(), "holds no files that can be read; " + ArchiveKind.PACK_AS + names);
    }
    return this;
  }

  private boolean takes(String path) {
    if (path.endsWith("/")) {
      return false;
    }
    if (HelperFiles.contain(path)) {
      skipped.add(SkippedFiles.HELPER, path);
      return false;
    }
    if (!staysInside(path)) {
      throw new InvalidInput(
          path, "leads out of the archive or has control characters; rename it, or pack it anew");
    }
    return true;
  }

  private static String path(EntryName name, Charset charset) {
    String text = name.encoded() ? new String(name.bytes(), charset) : name.text();
    String slashes = text.replace('\\', '/').replaceFirst("^(\\./)+", "");
    return Normalizer.normalize(slashes, Normalizer.Form.NFC);
  }

  /** Returns whether a path names a file below its folder. */
  static boolean staysInside(String path) {
    return !path.isEmpty()
        && !path.startsWith("/")
        && path.chars().noneMatch(Character::isISOControl)
        && !Arrays.asList(path.split("/")).contains("..");
  }

  /** Returns the archive as its owner named it. */
  public String name() {
    return spool.archive();
  }

  /** Returns what the URIs of its files begin with, if they have any. */
  public Optional<String> address() {
    return address;
  }

  /** Returns what was left out of it so far. */
  public SkippedFiles skipped() {
    return skipped;
  }

  /** Returns the paths of all files, of broken ones too, in ascending order. */
  public SortedSet<String> paths() {
    SortedSet<String> paths = new TreeSet<>(files.keySet());
    paths.addAll(broken.keySet());
    return paths;
  }

  /** Returns what is wrong with a file, or empty if it unpacked. */
  public Optional<String> fault(String path) {
    return Optional.ofNullable(broken.get(path));
  }

  /**
   * Returns what its owner's bucket tells of a file, or empty if it does not lie in one by itself.
   */
  public Optional<BucketEntry> listed(String path) {
    return Optional.ofNullable(files.get(path)).flatMap(Spool.Spooled::listed);
  }

  /** Returns the paths of the files that no use was made of so far, in ascending order. */
  public SortedSet<String> unread() {
    return new TreeSet<>(unread);
  }

  /** Returns the path of a file with this name, in whatever folder; the first that unpacked. */
  public Optional<String> find(String baseName) {
    return Stream.concat(files.keySet().stream(), broken.keySet().stream())
        .filter(path -> baseName(path).equals(baseName))
        .findFirst();
  }

  /**
   * Returns the path of the file with this name, in whatever folder.
   *
   * @throws InvalidInput if there is none
   */
  public String require(String baseName) {
    return find(baseName)
        .orElseThrow(() -> new InvalidInput(name(), "has no file " + baseName + " in it"));
  }

  /**
   * Returns the size of a file in bytes.
   *
   * @throws InvalidInput if it does not unpack
   */
  public long length(String path) {
    return file(path).length();
  }

  private Spool.Spooled file(String path) {
    String fault = broken.get(path);
    if (fault != null) {
      throw new InvalidInput(path, fault);
    }
    return files.get(path);
  }

  /**
   * Returns a whole file, which must be below 2 GiB.
   *
   * @throws InvalidInput if it is larger or does not unpack
   */
  public byte[] read(String path) {
    if (length(path) > Integer.MAX_VALUE - 16) {
      throw new InvalidInput(path, "is larger than 2 GiB");
    }
    return read(path, 0, (int) length(path));
  }

  /**
   * Returns a part of a file.
   *
   * @throws InvalidInput if the file ends before it or does not unpack
   */
  public byte[] read(String path, long offset, int length) {
    Spool.Spooled file = file(path);
    if (offset + length > file.length()) {
      throw new InvalidInput(
          path, "ends after " + file.length() + " bytes, too early for its kind");
    }
    use(path);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    file.content().read(offset, bytes);
    return bytes.array();
  }

  /**
   * Returns the first bytes of a file, to find out whether there is a use for it; none of one that
   * turns out to be unreadable.
   *
   * @param most how many, if it has them
   * @throws InvalidInput if the file is known not to unpack
   */
  public byte[] peek(String path, int most) {
    Spool.Spooled file = file(path);
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, file.length()));
    try {
      file.content().peek(bytes);
      return bytes.array();
    } catch (InvalidInput unreadable) {
      files.remove(path);
      broken.put(path, unreadable.reason());
      return new byte[0];
    }
  }

  /** Takes note that a file is not left over. */
  public void use(String path) {
    unread.remove(path);
  }

  public static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    skipped.close();
    spool.close();
  }
}
