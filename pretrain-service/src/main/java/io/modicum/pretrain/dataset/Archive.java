package io.modicum.pretrain.dataset;

import io.modicum.contracts.stage.InvalidInput;
import io.modicum.contracts.stage.Unavailable;
import io.modicum.contracts.store.ScratchFolder;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The files of a zip, tar or tar.gz, spooled to one temporary file so that any part of any of them
 * can be read at any time. Files that end with {@code .gz} are unpacked and lose that ending. What
 * operating systems leave behind ({@code __MACOSX}, dot files) is skipped.
 *
 * <p>Nothing is unpacked to a path that an archive names, and links are refused. What is unpacked
 * is bounded in bytes, in its ratio to the upload, and in files, however small the upload is.
 */
final class Archive implements AutoCloseable {

  private static final long MAXIMUM_BYTES = 256L << 30;

  /** Images hardly shrink, and IDX files to a fifth; a bomb of zeros shrinks to a thousandth. */
  private static final int MAXIMUM_RATIO = 100;

  /** So much is unpacked whatever the ratio. */
  private static final long UNSUSPICIOUS_BYTES = 64L << 20;

  /** Beside a file may be its folder, or what an operating system keeps of it. */
  private static final int MOST_ENTRIES_OF_A_FILE = 2;

  /** Each costs some 200 bytes of heap. */
  private static final int MAXIMUM_FILES = 4_000_000;

  private final String name;
  private final Path spool;
  private final FileChannel channel;
  private final int maximumFiles;
  private final long maximumBytes;
  private final SortedMap<String, Extent> extents = new TreeMap<>();
  private long end;

  private record Extent(long offset, long length) {}

  private Archive(String name, long uploadedBytes, int maximumFiles) throws IOException {
    this.name = name;
    this.maximumFiles = maximumFiles;
    this.maximumBytes =
        Math.min(MAXIMUM_BYTES, Math.max(UNSUSPICIOUS_BYTES, MAXIMUM_RATIO * uploadedBytes));
    this.spool = ScratchFolder.ofMachine().newFile();
    this.channel =
        FileChannel.open(
            spool,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /**
   * Reads the whole archive.
   *
   * @param name the archive as its owner named it
   * @throws InvalidInput if it is broken, empty, no zip, tar or tar.gz, or holds what it must not
   */
  static Archive open(Path file, String name) {
    return open(file, name, MAXIMUM_FILES);
  }

  static Archive open(Path file, String name, int maximumFiles) {
    Archive archive;
    try {
      archive = new Archive(name, Files.size(file), maximumFiles);
    } catch (IOException full) {
      throw new Unavailable("temporary folder", full);
    }
    try {
      archive.spool(file);
      if (archive.extents.isEmpty()) {
        throw new InvalidInput(name, "holds no files; it must be a zip, a tar or a tar.gz");
      }
      return archive;
    } catch (SpoolFailure full) {
      archive.close();
      throw new Unavailable("temporary folder", full.getCause());
    } catch (IOException | IllegalArgumentException broken) {
      archive.close();
      throw new InvalidInput(
          name,
          "is broken or no zip, tar or tar.gz (" + broken.getMessage() + "); upload it again",
          broken);
    } catch (RuntimeException failure) {
      archive.close();
      throw failure;
    }
  }

  private void spool(Path file) throws IOException {
    byte[] magic = new byte[2];
    int length;
    try (InputStream in = Files.newInputStream(file)) {
      length = in.readNBytes(magic, 0, 2);
    }
    if (length < 2) {
      throw new EOFException("it is empty");
    }
    if (magic[0] == 'P' && magic[1] == 'K') {
      spoolZip(file);
      return;
    }
    boolean gzip = magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream plain = gzip ? new GZIPInputStream(in, 1 << 16) : in) {
      spoolTar(plain);
    }
  }

  private void spoolZip(Path file) throws IOException {
    long listed = ZipEnd.entries(file).orElse(0);
    long most = MOST_ENTRIES_OF_A_FILE * (long) maximumFiles;
    if (Long.compareUnsigned(listed, most) > 0) {
      throw new InvalidInput(
          name,
          String.format(
              Locale.ROOT,
              "lists %s entries, and may %d at most; register parts of it",
              Long.toUnsignedString(listed),
              most));
    }
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        if (wanted(entry.getName(), entry.isDirectory())) {
          requireFile(entry.getName(), !entry.isUnixSymlink());
          try (InputStream in = zip.getInputStream(entry)) {
            add(entry.getName(), in);
          }
        }
      }
    }
  }

  private void spoolTar(InputStream plain) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(plain);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (wanted(entry.getName(), entry.isDirectory())) {
        requireFile(entry.getName(), isPlain(entry));
        add(entry.getName(), tar);
      }
    }
  }

  private static boolean isPlain(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isLink()
        && !entry.isSymbolicLink()
        && !entry.isCharacterDevice()
        && !entry.isBlockDevice()
        && !entry.isFIFO();
  }

  private static void requireFile(String path, boolean plain) {
    if (!plain) {
      throw new InvalidInput(path, "is a link or device; put the file itself into the archive");
    }
  }

  private static boolean wanted(String path, boolean directory) {
    if (directory || path.startsWith("__MACOSX/")) {
      return false;
    }
    String base = baseName(path);
    return !base.startsWith(".") && !base.equals("Thumbs.db") && !base.isEmpty();
  }

  private void add(String path, InputStream content) throws IOException {
    String plainPath = path.replace('\\', '/').replaceFirst("^(\\./)+", "");
    if (!staysInside(plainPath)) {
      throw new InvalidInput(
          path, "leads out of the archive or has control characters; rename it, or pack it anew");
    }
    InputStream plain = content;
    if (plainPath.endsWith(".gz")) {
      plainPath = plainPath.substring(0, plainPath.length() - 3);
      plain = new GZIPInputStream(content);
    }
    long length = copy(plain);
    if (extents.put(plainPath, new Extent(end, length)) != null) {
      throw new InvalidInput(path, "is in the archive twice");
    }
    if (extents.size() > maximumFiles) {
      throw new InvalidInput(
          name, "holds more than " + maximumFiles + " files; register parts of it");
    }
    end += length;
  }

  private static boolean staysInside(String path) {
    return !path.startsWith("/")
        && path.chars().noneMatch(Character::isISOControl)
        && !Arrays.asList(path.split("/")).contains("..");
  }

  private long copy(InputStream content) throws IOException {
    OutputStream out = Channels.newOutputStream(channel.position(end));
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      try {
        out.write(buffer, 0, read);
      } catch (IOException full) {
        throw new SpoolFailure(full);
      }
      length += read;
      if (end + length > maximumBytes) {
        throw new InvalidInput(
            name,
            String.format(
                Locale.ROOT,
                "unpacks to more than %d MiB; it may be %d times its size and %d GiB",
                maximumBytes >> 20,
                MAXIMUM_RATIO,
                MAXIMUM_BYTES >> 30));
      }
    }
    return length;
  }

  /** Returns the archive as its owner named it. */
  String name() {
    return name;
  }

  /** Returns the paths of all files, in ascending order. */
  SortedSet<String> paths() {
    return new TreeSet<>(extents.keySet());
  }

  /** Returns the path of the first file with this name, in whatever folder. */
  Optional<String> find(String baseName) {
    return extents.keySet().stream().filter(path -> baseName(path).equals(baseName)).findFirst();
  }

  /**
   * Returns the path of the file with this name, in whatever folder.
   *
   * @throws InvalidInput if there is none
   */
  String require(String baseName) {
    return find(baseName)
        .orElseThrow(() -> new InvalidInput(name, "has no file " + baseName + " in it"));
  }

  /** Returns the size of a file in bytes. */
  long length(String path) {
    return extents.get(path).length();
  }

  /** Returns a whole file, which must be below 2 GiB. */
  byte[] read(String path) {
    if (length(path) > Integer.MAX_VALUE - 16) {
      throw new InvalidInput(path, "is larger than 2 GiB");
    }
    return read(path, 0, (int) length(path));
  }

  /**
   * Returns a part of a file.
   *
   * @throws InvalidInput if the file ends before it
   */
  byte[] read(String path, long offset, int length) {
    Extent extent = extents.get(path);
    if (offset + length > extent.length()) {
      throw new InvalidInput(
          path, "ends after " + extent.length() + " bytes, too early for its kind");
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try {
      while (bytes.hasRemaining()) {
        long position = extent.offset() + offset + bytes.position();
        if (channel.read(bytes, position) < 0) {
          throw new EOFException("spool file was cut short");
        }
      }
    } catch (IOException failure) {
      throw new Unavailable("temporary folder", failure);
    }
    return bytes.array();
  }

  static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(spool);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The temporary folder does not take more. */
  private static final class SpoolFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpoolFailure(IOException cause) {
      super(cause);
    }
  }
}
