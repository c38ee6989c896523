package io.modicum.pretrain.dataset.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.modicum.contracts.failure.InvalidInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.commons.io.input.ChecksumInputStream;
import org.tukaani.xz.LZMAInputStream;

/** The files of a zip, by its central directory. */
final class ZipEntries {

  /** Beside a file may be its folder, or what an operating system keeps of it. */
  private static final int MOST_ENTRIES_OF_A_FILE = 2;

  /** Bit 1 of an LZMA entry: its data end with a marker (APPNOTE.TXT, section 4.4.4). */
  private static final int LZMA_END_MARKER = 1 << 1;

  /** Bytes of the program's version and of the number of properties (section 5.8.8). */
  private static final int LZMA_VERSION_BYTES = 4;

  private ZipEntries() {}

  static void read(Path file, Spool spool) throws IOException {
    long listed = ZipEnd.entries(file).orElse(0);
    long most = MOST_ENTRIES_OF_A_FILE * (long) spool.maximumFiles();
    if (Long.compareUnsigned(listed, most) > 0) {
      throw new InvalidInput(
          spool.archive(),
          "lists "
              + Long.toUnsignedString(listed)
              + " entries, and may "
              + most
              + " at most; register parts of it");
    }
    // Names are decoded all together, so a character is a byte until then.
    try (ZipFile zip =
        ZipFile.builder()
            .setPath(file)
            .setCharset(StandardCharsets.ISO_8859_1)
            .setUseUnicodeExtraFields(true)
            .get()) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        EntryName name = name(entry);
        if (!entry.isDirectory() && spool.wants(name)) {
          ArchiveKind.requireFile(name, !entry.isUnixSymlink());
          add(zip, entry, name, spool);
        }
      }
    }
  }

  /** Returns whether names without a known encoding are in that of a Windows console. */
  static boolean isOfWindows(Path file) throws IOException {
    try (ZipFile zip =
        ZipFile.builder().setPath(file).setCharset(StandardCharsets.ISO_8859_1).get()) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntries();
      return entries.hasMoreElements()
          && entries.nextElement().getPlatform() != ZipArchiveEntry.PLATFORM_UNIX;
    }
  }

  private static EntryName name(ZipArchiveEntry entry) {
    return entry.getNameSource() == ZipArchiveEntry.NameSource.NAME
        ? EntryName.of(entry.getRawName())
        : EntryName.of(entry.getName());
  }

  private static void add(ZipFile zip, ZipArchiveEntry entry, EntryName name, Spool spool)
      throws IOException {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw new InvalidInput(spool.archive(), "is encrypted; pack it without a password");
    }
    if (!isReadable(zip, entry)) {
      throw new InvalidInput(
          spool.archive(),
          "is compressed by the method "
              + method(entry)
              + ", which is not read; "
              + ArchiveKind.PACK_AS);
    }
    try (InputStream in =
        ChecksumInputStream.builder()
            .setInputStream(content(zip, entry))
            .setChecksum(new CRC32())
            .setExpectedChecksumValue(entry.getCrc())
            .get()) {
      spool.add(name, in);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
      Compression.requireModest(broken, spool.archive());
      spool.addBroken(name, "does not unpack (" + broken.getMessage() + ")");
    }
  }

  private static boolean isReadable(ZipFile zip, ZipArchiveEntry entry) {
    ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
    return method == ZipMethod.LZMA
        || method == ZipMethod.XZ
        || method == ZipMethod.ZSTD
        || zip.canReadEntryData(entry);
  }

  private static String method(ZipArchiveEntry entry) {
    ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
    return method == null || method == ZipMethod.UNKNOWN
        ? Integer.toString(entry.getMethod())
        : method.name().toLowerCase(Locale.ROOT);
  }

  /** Unpacks by our own means what the library would unpack with as much memory as it asks for. */
  private static InputStream content(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
    if (method == ZipMethod.XZ) {
      return Compression.xz(zip.getRawInputStream(entry));
    }
    if (method == ZipMethod.ZSTD) {
      return new ZstdInputStreamNoFinalizer(zip.getRawInputStream(entry));
    }
    return method == ZipMethod.LZMA ? lzma(zip, entry) : zip.getInputStream(entry);
  }

  private static InputStream lzma(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    DataInputStream raw = new DataInputStream(zip.getRawInputStream(entry));
    raw.skipBytes(LZMA_VERSION_BYTES);
    byte properties = raw.readByte();
    int dictionary = Integer.reverseBytes(raw.readInt());
    Compression.requireMemory(LZMAInputStream.getMemoryUsage(dictionary, properties));
    boolean marked = (entry.getRawFlag() & LZMA_END_MARKER) != 0;
    LZMAInputStream unpacked =
        new LZMAInputStream(raw, marked ? -1 : entry.getSize(), properties, dictionary);
    if (!marked) {
      // Some programs write the marker without saying so.
      unpacked.enableRelaxedEndCondition();
    }
    return BoundedInputStream.builder().setInputStream(unpacked).setMaxCount(entry.getSize()).get();
  }
}
