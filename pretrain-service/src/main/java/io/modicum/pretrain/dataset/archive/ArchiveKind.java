package io.modicum.pretrain.dataset.archive;

import io.modicum.contracts.failure.InvalidInput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Tells by its first bytes what an archive is, and reads it. */
final class ArchiveKind {

  static final String PACK_AS = "pack the folder as zip, 7z or tar.gz";

  private static final String SEVEN_ZIP = "7z\u00bc\u00af'\u001c";
  private static final int HEADER_BYTES = 512;

  /** By how they start, each byte a character. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "Rar!\u001a\u0007", "is a RAR",
          "LZIP", "is compressed by lzip",
          "\u001f\u009d", "is compressed by compress",
          "\u0004\"M\u0018", "is compressed by LZ4",
          "\u0089PNG", "is one image",
          "\u00ff\u00d8\u00ff", "is one image",
          "%PDF", "is a PDF",
          "PK\u0007\u0008", "is one part of a split zip");

  private ArchiveKind() {}

  /**
   * Reads all files of an archive.
   *
   * @return whether names of unknown encoding are likely in that of a Windows console
   * @throws IOException if it is broken
   * @throws InvalidInput if it is none that we read; tells what to do
   */
  static boolean read(Path file, Spool spool) throws IOException {
    byte[] first;
    try (InputStream in = Files.newInputStream(file)) {
      first = in.readNBytes(HEADER_BYTES);
    }
    String start = new String(first, StandardCharsets.ISO_8859_1);
    if (start.isEmpty()) {
      throw new EOFException("it is empty");
    }
    if (start.startsWith(SEVEN_ZIP)) {
      SevenZipEntries.read(file, spool);
      return false;
    }
    if (start.startsWith("PK\u0003\u0004") || start.startsWith("PK\u0005\u0006")) {
      ZipEntries.read(file, spool);
      return ZipEntries.isOfWindows(file);
    }
    refuseOthers(start, spool);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        BufferedInputStream plain =
            new BufferedInputStream(spool.bounded(Compression.unpack(in)), 1 << 16)) {
      byte[] header = next(plain);
      if (isZeros(header) || isTarHeader(header)) {
        readTars(plain, spool);
        return false;
      }
      refuseInside(new String(header, StandardCharsets.ISO_8859_1), spool);
    }
    if (ZipEnd.entries(file).isEmpty()) {
      throw new InvalidInput(
          spool.archive(), "is no archive that is read here, or its start is lost; " + PACK_AS);
    }
    ZipEntries.read(file, spool);
    return ZipEntries.isOfWindows(file);
  }

  /** Reads a tar, and what was appended to it by {@code cat}. */
  private static void readTars(BufferedInputStream plain, Spool spool) throws IOException {
    byte[] header = next(plain);
    while (header.length > 0 && (isZeros(header) || isTarHeader(header))) {
      if (isZeros(header)) {
        plain.skipNBytes(header.length);
      } else {
        TarEntries.read(plain, spool);
      }
      header = next(plain);
    }
  }

  private static byte[] next(BufferedInputStream plain) throws IOException {
    plain.mark(HEADER_BYTES);
    byte[] header = plain.readNBytes(HEADER_BYTES);
    plain.reset();
    return header;
  }

  private static boolean isZeros(byte[] header) {
    return Arrays.equals(header, new byte[header.length]);
  }

  private static boolean isTarHeader(byte[] header) {
    try {
      return header.length == HEADER_BYTES && TarUtils.verifyCheckSum(header);
    } catch (IllegalArgumentException noNumber) {
      return false;
    }
  }

  private static void refuseOthers(String start, Spool spool) {
    OTHERS.forEach(
        (magic, what) -> {
          if (start.startsWith(magic)) {
            throw new InvalidInput(spool.archive(), what + "; " + PACK_AS);
          }
        });
    String text = start.stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype") || text.startsWith("<html")) {
      throw new InvalidInput(
          spool.archive(), "is a web page, not the archive; download the archive itself");
    }
  }

  private static void refuseInside(String start, Spool spool) {
    if (start.startsWith("PK\u0003\u0004") || start.startsWith(SEVEN_ZIP)) {
      throw new InvalidInput(spool.archive(), "is compressed twice; register what it holds");
    }
  }

  static void requireFile(EntryName name, boolean plain) {
    if (!plain) {
      throw new InvalidInput(
          name.text(),
          "is a link or device; put the file itself into the archive (tar -h --hard-dereference)");
    }
  }
}
