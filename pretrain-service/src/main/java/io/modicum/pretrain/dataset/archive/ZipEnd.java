package io.modicum.pretrain.dataset.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The records at the end of a zip (PKWARE's APPNOTE.TXT, sections 4.3.14 to 4.3.16), which tell how
 * many entries it has before any of them is read.
 */
final class ZipEnd {

  private static final int SIGNATURE = 0x06054b50;
  private static final int BYTES = 22;
  private static final int ENTRIES = 10;
  private static final int LONGEST_COMMENT = 0xffff;

  /** What stands for a number of entries that takes more than 16 bits. */
  private static final int IN_ZIP64 = 0xffff;

  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCATOR_OFFSET = 8;
  private static final int ZIP64_BYTES = 56;
  private static final int ZIP64_ENTRIES = 32;

  private ZipEnd() {}

  /** Returns the number of entries, unsigned, or empty if the file does not end as a zip does. */
  static OptionalLong entries(Path zip) throws IOException {
    try (FileChannel channel = FileChannel.open(zip)) {
      int length = (int) Math.min(channel.size(), LOCATOR_BYTES + BYTES + (long) LONGEST_COMMENT);
      ByteBuffer tail = read(channel, channel.size() - length, length);
      for (int at = length - BYTES; at >= 0; at--) {
        if (tail.getInt(at) == SIGNATURE) {
          int entries = Short.toUnsignedInt(tail.getShort(at + ENTRIES));
          return OptionalLong.of(
              entries == IN_ZIP64 ? zip64(channel, tail, at - LOCATOR_BYTES, entries) : entries);
        }
      }
      return OptionalLong.empty();
    }
  }

  /** Returns what the record says that a locator leads to, or else what was said before. */
  private static long zip64(FileChannel channel, ByteBuffer tail, int locator, int otherwise)
      throws IOException {
    if (locator < 0 || tail.getInt(locator) != LOCATOR_SIGNATURE) {
      return otherwise;
    }
    long at = tail.getLong(locator + LOCATOR_OFFSET);
    return at < 0 || at > channel.size() - ZIP64_BYTES
        ? otherwise
        : read(channel, at, ZIP64_BYTES).getLong(ZIP64_ENTRIES);
  }

  private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // Until it is full.
    }
    return bytes;
  }
}
