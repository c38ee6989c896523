package io.modicum.pretrain.dataset.archive;

import io.modicum.contracts.bucket.BucketEntry;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.store.ScratchFolder;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * One temporary file that takes all files of an archive, one after the other, so that any part of
 * any of them can be read at any time. Bounded in bytes, as {@link UnpackedBytes} are, and in
 * files.
 */
final class Spool implements AutoCloseable {

  private static final String GZIP_ENDING = ".gz";
  private static final int GZIP_FIRST = 0x1f;

  private final String archive;
  private final Path file;
  private final FileChannel channel;
  private final int maximumFiles;
  private final UnpackedBytes unpacked;
  private final List<Spooled> files = new ArrayList<>();
  private final List<EntryName> helpers = new ArrayList<>();
  private final List<Broken> broken = new ArrayList<>();
  private int entries;
  private long end;

  /**
   * A file of the archive.
   *
   * @param listed what its owner's bucket tells of it, where it lies in one by itself
   */
  record Spooled(EntryName name, long length, Content content, Optional<BucketEntry> listed) {}

  /** Gives the bytes of a file. */
  @FunctionalInterface
  interface Content {

    /** Fills a buffer from a place in the file. */
    void read(long offset, ByteBuffer bytes);

    /** Fills a buffer from the start of a file of which no more may be needed. */
    default void peek(ByteBuffer bytes) {
      read(0, bytes);
    }
  }

  /** A file of the archive that does not unpack, and why. */
  record Broken(EntryName name, String reason) {}

  /**
   * @param unpacked counts the bytes of all files
   */
  Spool(String archive, UnpackedBytes unpacked, int maximumFiles) throws IOException {
    this.archive = archive;
    this.maximumFiles = maximumFiles;
    this.unpacked = unpacked;
    this.file = ScratchFolder.ofMachine().newFile();
    this.channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Returns the archive as its owner named it. */
  String archive() {
    return archive;
  }

  int maximumFiles() {
    return maximumFiles;
  }

  List<Spooled> files() {
    return files;
  }

  /** Returns the files that were passed over for what {@link HelperFiles} are. */
  List<EntryName> helpers() {
    return helpers;
  }

  List<Broken> broken() {
    return broken;
  }

  /** Returns whether a file is to be added, and takes note of it if it is passed over. */
  boolean wants(EntryName name) {
    if (++entries > 2L * maximumFiles) {
      throw tooManyFiles();
    }
    if (HelperFiles.contain(name.text())) {
      helpers.add(name);
      return false;
    }
    return true;
  }

  /** Bounds a stream that is unpacked as a whole, with what is between and beside its files. */
  InputStream bounded(InputStream whole) {
    return unpacked.bounded(whole);
  }

  /** Takes note of bytes that had to be unpacked on the way to the next file. */
  void passOver(long bytes) {
    unpacked.add(bytes);
  }

  /** Takes note of a file that does not unpack, by the name that it would have unpacked. */
  void addBroken(EntryName name, String reason) {
    broken.add(new Broken(unpackedName(name), reason));
  }

  private static EntryName unpackedName(EntryName name) {
    return name.text().endsWith(GZIP_ENDING)
        ? new EntryName(
            name.text().substring(0, name.text().length() - GZIP_ENDING.length()), name.encoded())
        : name;
  }

  /**
   * Adds a file. One that ends with {@code .gz} is unpacked and loses that ending.
   *
   * @throws IOException if the content cannot be read
   */
  void add(EntryName name, InputStream content) throws IOException {
    if (files.size() == maximumFiles) {
      throw tooManyFiles();
    }
    if (!name.text().endsWith(GZIP_ENDING)) {
      put(name, copy(content));
      return;
    }
    Source source = new Source(content);
    BufferedInputStream start = new BufferedInputStream(source);
    start.mark(1);
    boolean gzip = start.read() == GZIP_FIRST;
    start.reset();
    if (!gzip) {
      put(name, copy(start));
      return;
    }
    try {
      put(unpackedName(name), copy(new GZIPInputStream(start)));
    } catch (IOException failure) {
      if (source.failed) {
        throw failure;
      }
      addBroken(name, "does not unpack (" + failure.getMessage() + ")");
    }
  }

  private void put(EntryName name, long length) {
    long start = end;
    files.add(
        new Spooled(
            name, length, (offset, bytes) -> read(start + offset, bytes), Optional.empty()));
    end += length;
  }

  /** Adds a file that is brought here when something of it is read for the first time. */
  void list(EntryName name, BucketEntry entry, Elsewhere file) {
    if (files.size() == maximumFiles) {
      throw tooManyFiles();
    }
    files.add(new Spooled(name, entry.bytes(), new Brought(file), Optional.of(entry)));
  }

  private final class Brought implements Content {

    private static final long ELSEWHERE = -1;

    private final Elsewhere file;
    private long start = ELSEWHERE;

    Brought(Elsewhere file) {
      this.file = file;
    }

    @Override
    public void read(long offset, ByteBuffer bytes) {
      if (start == ELSEWHERE) {
        start = bring();
      }
      Spool.this.read(start + offset, bytes);
    }

    @Override
    public void peek(ByteBuffer bytes) {
      if (start == ELSEWHERE && bytes.hasRemaining()) {
        bytes.put(file.start(bytes.remaining()));
      } else if (bytes.hasRemaining()) {
        read(0, bytes);
      }
    }

    private long bring() {
      long here = end;
      try {
        end += copy(new ByteArrayInputStream(file.whole()));
      } catch (IOException full) {
        throw new Unavailable("temporary folder", full);
      }
      return here;
    }
  }

  private long copy(InputStream content) throws IOException {
    OutputStream out = Channels.newOutputStream(channel.position(end));
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      unpacked.add(read);
      try {
        out.write(buffer, 0, read);
      } catch (IOException full) {
        throw new Unavailable("temporary folder", full);
      }
      length += read;
    }
    return length;
  }

  private InvalidInput tooManyFiles() {
    return new InvalidInput(
        archive, "holds more than " + maximumFiles + " files; register parts of it");
  }

  private void read(long offset, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw new EOFException("spool file was cut short");
        }
      }
    } catch (IOException failure) {
      throw new Unavailable("temporary folder", failure);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new Unavailable("temporary folder", failure);
    }
  }

  /** Tells a fault of the archive from one of the file in it. */
  private static final class Source extends FilterInputStream {

    private boolean failed;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      try {
        return super.read(buffer, from, length);
      } catch (IOException failure) {
        failed = true;
        throw failure;
      }
    }
  }
}
