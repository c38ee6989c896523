package io.modicum.pretrain.dataset.archive;

import io.modicum.contracts.failure.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;

/** The files of a 7z. */
final class SevenZipEntries {

  /** Programs on Unix keep a file's mode in the upper half of its attributes. */
  private static final int MODE_SHIFT = 16;

  private static final int FILE_TYPE = 0170000;
  private static final int PLAIN_FILE = 0100000;

  private SevenZipEntries() {}

  static void read(Path file, Spool spool) throws IOException {
    try (SevenZFile archive =
        SevenZFile.builder()
            .setPath(file)
            .setMaxMemoryLimitKiB(Compression.MAXIMUM_MEMORY_KIB)
            .get()) {
      for (SevenZArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        if (entry.isDirectory() || entry.isAntiItem() || entry.getName() == null) {
          continue;
        }
        EntryName name = EntryName.of(entry.getName());
        if (spool.wants(name)) {
          ArchiveKind.requireFile(name, isPlain(entry));
          try (InputStream in = archive.getInputStream(entry)) {
            spool.add(name, in);
          }
        } else {
          spool.passOver(entry.getSize());
        }
      }
    } catch (PasswordRequiredException encrypted) {
      throw new InvalidInput(
          spool.archive(), "is encrypted; pack it without a password", encrypted);
    }
  }

  private static boolean isPlain(SevenZArchiveEntry entry) {
    int type =
        entry.getHasWindowsAttributes()
            ? entry.getWindowsAttributes() >>> MODE_SHIFT & FILE_TYPE
            : 0;
    return type == 0 || type == PLAIN_FILE;
  }
}
