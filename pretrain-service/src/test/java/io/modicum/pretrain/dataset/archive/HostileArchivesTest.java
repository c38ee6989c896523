package io.modicum.pretrain.dataset.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives whose maker means no good. */
class HostileArchivesTest {

  private static final int UNSUSPICIOUS_MEBIBYTES = 64;
  private static final int UNIX_SYMBOLIC_LINK = 0120777;

  private static final String CENTRAL_ENTRY = "PK\u0001\u0002";
  private static final String END_OF_ZIP = "PK\u0005\u0006";
  private static final int CRC_OF_CENTRAL_ENTRY = 16;
  private static final int NAME_OF_CENTRAL_ENTRY = 46;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../cat/1.png",
        "cat/../../1.png",
        "..\\cat\\1.png",
        "/cat/1.png",
        "\\cat\\1.png",
        "cat/a\u0000b/1.png",
        "cat/a\nb/1.png"
      })
  void aPathThatLeadsOutOfTheArchiveIsRefused(String path) throws IOException {
    assertThatThrownBy(() -> Archives.open(zip(path, 0100644)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("leads out of the archive");
  }

  @Test
  void dotsThatLeadNowhereAreAName() throws IOException {
    try (Archive archive = Archives.open(zip("..cat/1...png", 0100644))) {
      assertThat(archive.paths()).containsExactly("..cat/1...png");
    }
  }

  @Test
  void aZipThatListsTooManyEntriesIsRefusedBeforeAnyIsRead() throws IOException {
    ByteBuffer end = ByteBuffer.allocate(4 + 56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
    end.put("PK??".getBytes(StandardCharsets.US_ASCII));
    end.putInt(0x06064b50).position(4 + 32).putLong(9_000_000);
    end.position(4 + 56).putInt(0x07064b50).putInt(0).putLong(4).putInt(1);
    end.putInt(0x06054b50).putInt(0).putShort((short) 0xffff).putShort((short) 0xffff);

    assertThatThrownBy(() -> Archives.open(end.array()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("lists 9000000 entries");
  }

  @Test
  void aSymbolicLinkInAZipIsRefused() throws IOException {
    assertThatThrownBy(() -> Archives.open(zip("cat/1.png", UNIX_SYMBOLIC_LINK)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is a link or device");
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_SYMLINK,
        TarConstants.LF_LINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO
      })
  void aLinkOrDeviceInATarIsRefused(byte kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("cat/1.png", kind);
      entry.setLinkName("/etc/passwd");
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }

    assertThatThrownBy(() -> Archives.open(bytes.toByteArray()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("cat/1.png")
        .hasMessageContaining("is a link or device");
  }

  @Test
  void aBombThatUnpacksToFarMoreThanItsSizeIsRefused() throws IOException {
    byte[] bomb = zip("cat/1.png", 0100644, UNSUSPICIOUS_MEBIBYTES + 1);
    assertThat(bomb).hasSizeLessThan(1 << 20);

    assertBomb(bomb);
  }

  @Test
  void aBombInsideABombIsRefused() throws IOException {
    byte[] inner = gzip(UNSUSPICIOUS_MEBIBYTES + 1);

    assertBomb(new Archives().with("train-images.gz", inner).tar());
    assertBomb(Archives.gzip(new Archives().with("train-images.gz", inner).tar()));
  }

  @Test
  void manyEntriesThatTogetherAreABombAreRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      for (int i = 0; i <= UNSUSPICIOUS_MEBIBYTES; i++) {
        add(zip, "cat/" + i + ".png", 0100644, 1);
      }
    }

    assertBomb(bytes.toByteArray());
  }

  @Test
  void whatTurnsOutBrokenCountsAsUnpacked() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      for (int i = 0; i <= UNSUSPICIOUS_MEBIBYTES; i++) {
        add(zip, "cat/" + i + ".png", 0100644, 1);
      }
      add(zip, "dog/1.png", 0100644, 0);
    }
    byte[] zip = bytes.toByteArray();
    for (int i = 0, at = 0; i <= UNSUSPICIOUS_MEBIBYTES; i++) {
      at = indexOf(zip, CENTRAL_ENTRY, at) + 1;
      zip[at - 1 + CRC_OF_CENTRAL_ENTRY] ^= 0x55;
    }

    assertBomb(zip);
  }

  @Test
  void manyEntriesThatShareBrokenDataAreABomb() throws IOException {
    byte[] zip = zip("cat/1.png", 0100644, 1);
    int central = indexOf(zip, CENTRAL_ENTRY, 0);
    int end = indexOf(zip, END_OF_ZIP, central);
    zip[central + CRC_OF_CENTRAL_ENTRY] ^= 0x55;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(zip, 0, central);
    for (int i = 0; i <= UNSUSPICIOUS_MEBIBYTES; i++) {
      zip[central + NAME_OF_CENTRAL_ENTRY] = (byte) ('A' + i);
      bytes.write(zip, central, end - central);
    }
    ByteBuffer ending = ByteBuffer.wrap(zip, end, zip.length - end).order(ByteOrder.LITTLE_ENDIAN);
    ending.putShort(end + 8, (short) (UNSUSPICIOUS_MEBIBYTES + 1));
    ending.putShort(end + 10, (short) (UNSUSPICIOUS_MEBIBYTES + 1));
    ending.putInt(end + 12, (UNSUSPICIOUS_MEBIBYTES + 1) * (end - central));
    bytes.write(zip, end, zip.length - end);

    assertBomb(bytes.toByteArray());
  }

  @Test
  void brokenBombsInsideAnArchiveAreRefused() throws IOException {
    byte[] inner = gzip(UNSUSPICIOUS_MEBIBYTES / 2 + 1);
    inner[inner.length - 8] ^= 0x55;

    assertBomb(new Archives().with("a.gz", inner).with("b.gz", inner).tar());
    assertBomb(new Archives().with("a.gz", inner).with("b.gz", inner).zip());
  }

  @Test
  void aBombThatIsPassedOverIsRefused() throws IOException {
    byte[] zeros = new byte[(UNSUSPICIOUS_MEBIBYTES + 1) << 20];

    assertBomb(Archives.gzip(new Archives().with(".hidden/1.png", zeros).tar()));
    assertBomb(sevenZip(".hidden/1.png", zeros));
  }

  @Test
  void aBombBehindTheEndOfATarIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new Archives().with("cat/1.png", new byte[1]).tar());
    zeros(bytes, UNSUSPICIOUS_MEBIBYTES + 1);

    assertBomb(Archives.gzip(bytes.toByteArray()));
  }

  @Test
  void aSmallArchiveMayShrinkAsMuchAsItDoes() throws IOException {
    byte[] flat = gzip(UNSUSPICIOUS_MEBIBYTES);

    try (Archive archive = Archives.open(new Archives().with("train-images.gz", flat).tar())) {
      assertThat(archive.length("train-images")).isEqualTo((long) UNSUSPICIOUS_MEBIBYTES << 20);
    }
  }

  @Test
  void moreFilesThanThereMayBeAreRefused() throws IOException {
    Path file = folder.resolve("many.zip");
    Files.write(
        file,
        new Archives()
            .with("cat/1.png", new byte[1])
            .with("cat/2.png", new byte[1])
            .with("cat/3.png", new byte[1])
            .zip());

    Archive.open(file, "many.zip", 3, () -> {}).close();
    assertThatThrownBy(() -> Archive.open(file, "many.zip", 2, () -> {}))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("more than 2 files");
  }

  private static void assertBomb(byte[] archive) {
    assertThatThrownBy(() -> Archives.open(archive))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("unpacks to more than");
  }

  private static byte[] zip(String path, int mode) throws IOException {
    return zip(path, mode, 0);
  }

  /** Makes an archive of one file of so many mebibytes of zeros. */
  private static byte[] zip(String path, int mode, int mebibytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      add(zip, path, mode, mebibytes);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipArchiveOutputStream zip, String path, int mode, int mebibytes)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(path);
    entry.setUnixMode(mode);
    zip.putArchiveEntry(entry);
    zeros(zip, mebibytes);
    zip.closeArchiveEntry();
  }

  private static int indexOf(byte[] zip, String signature, int from) {
    return new String(zip, StandardCharsets.ISO_8859_1).indexOf(signature, from);
  }

  private byte[] sevenZip(String path, byte[] content) throws IOException {
    Path file = folder.resolve("test.7z");
    try (SevenZOutputFile archive = new SevenZOutputFile(file.toFile())) {
      SevenZArchiveEntry entry = new SevenZArchiveEntry();
      entry.setName(path);
      archive.putArchiveEntry(entry);
      archive.write(content);
      archive.closeArchiveEntry();
    }
    return Files.readAllBytes(file);
  }

  private static byte[] gzip(int mebibytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      zeros(gzip, mebibytes);
    }
    return bytes.toByteArray();
  }

  private static void zeros(OutputStream out, int mebibytes) throws IOException {
    byte[] mebibyte = new byte[1 << 20];
    for (int i = 0; i < mebibytes; i++) {
      out.write(mebibyte);
    }
  }
}
