package io.modicum.pretrain.dataset.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The files of a tar. Its names are bytes of whatever encoding its maker had, but for those that an
 * extended header (POSIX.1-2001, pax) gives in UTF-8.
 */
final class TarEntries extends TarArchiveInputStream {

  private static final int TYPE = 156;

  private boolean extended;

  /** Takes no block for longer than a record, so as to end where another tar may begin. */
  private TarEntries(InputStream in) {
    super(
        in,
        TarConstants.DEFAULT_RCDSIZE,
        TarConstants.DEFAULT_RCDSIZE,
        StandardCharsets.ISO_8859_1.name(),
        true);
  }

  static void read(InputStream in, Spool spool) throws IOException {
    TarEntries tar = new TarEntries(in);
    for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
      EntryName name = new EntryName(entry.getName(), !tar.extended);
      if (!entry.isDirectory() && spool.wants(name)) {
        ArchiveKind.requireFile(name, isPlain(entry));
        spool.add(name, tar);
      }
    }
  }

  private TarArchiveEntry next() throws IOException {
    extended = false;
    return getNextEntry();
  }

  @Override
  protected byte[] readRecord() throws IOException {
    byte[] header = super.readRecord();
    extended |= header != null && header[TYPE] == TarConstants.LF_PAX_EXTENDED_HEADER_LC;
    return header;
  }

  private static boolean isPlain(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isLink()
        && !entry.isSymbolicLink()
        && !entry.isCharacterDevice()
        && !entry.isBlockDevice()
        && !entry.isFIFO();
  }
}
