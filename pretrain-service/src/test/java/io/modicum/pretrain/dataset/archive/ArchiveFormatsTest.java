package io.modicum.pretrain.dataset.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.luben.zstd.Zstd;
import io.modicum.contracts.failure.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.zip.GeneralPurposeBit;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/** Archives by the forms that programs write. */
class ArchiveFormatsTest {

  private static final byte[] CONTENT = "the content".repeat(20).getBytes(StandardCharsets.UTF_8);
  private static final int MORE_THAN_UNSUSPICIOUS = (64 << 20) + 1;

  /** By section 5.3.1 of the .xz format. */
  private static final byte A_GIBIBYTE_OF_DICTIONARY = 36;

  /** A frame with one empty block (RFC 8878, section 3.1.1). */
  private static final byte[] ZSTD_WITH_A_GIBIBYTE_OF_WINDOW = {
    0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) ((30 - 10) << 3), 1, 0, 0
  };

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void readsATarWhateverItIsCompressedBy(Compression compression) throws IOException {
    byte[] tar = new Archives().with("cat/1.png", CONTENT).with("dog/2.png", CONTENT).tar();

    try (Archive archive = Archives.open(compressed(compression, tar))) {
      assertThat(archive.paths()).containsExactly("cat/1.png", "dog/2.png");
      assertThat(archive.read("dog/2.png")).isEqualTo(CONTENT);
    }
  }

  @Test
  void readsTarsThatWereAppendedToEachOther() {
    byte[] first = Archives.gzip(new Archives().with("cat/1.png", CONTENT).tar());
    byte[] second = Archives.gzip(new Archives().with("dog/1.png", CONTENT).tar());
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    try (Archive archive = Archives.open(both)) {
      assertThat(archive.paths()).containsExactly("cat/1.png", "dog/1.png");
    }
  }

  @Test
  void readsA7z() throws IOException {
    try (Archive archive = Archives.open(sevenZip(null, CONTENT))) {
      assertThat(archive.read("cat/1.png")).isEqualTo(CONTENT);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ZipMethod.class,
      names = {"STORED", "BZIP2", "LZMA", "XZ", "ZSTD"})
  void readsAZipByTheMethod(ZipMethod method) throws IOException {
    try (Archive archive = Archives.open(zip(method, packed(method), false))) {
      assertThat(archive.skipped().toList()).isEmpty();
      assertThat(archive.read("cat/1.png")).isEqualTo(CONTENT);
    }
  }

  @Test
  void readsAZipWithAProgramBeforeIt() {
    byte[] zip = new Archives().with("cat/1.png", CONTENT).zip();
    byte[] selfExtracting = new byte[600 + zip.length];
    selfExtracting[0] = 'M';
    selfExtracting[1] = 'Z';
    System.arraycopy(zip, 0, selfExtracting, 600, zip.length);

    try (Archive archive = Archives.open(selfExtracting)) {
      assertThat(archive.read("cat/1.png")).isEqualTo(CONTENT);
    }
  }

  @Test
  void tellsThatAnArchiveIsEncrypted() throws IOException {
    byte[] zip = zip(ZipMethod.STORED, CONTENT, true);
    byte[] sevenZip = sevenZip("secret".toCharArray(), CONTENT);

    for (byte[] encrypted : new byte[][] {zip, sevenZip}) {
      assertThatThrownBy(() -> Archives.open(encrypted))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("is encrypted; pack it without a password");
    }
  }

  @Test
  void refusesABrokenArchive() {
    byte[] zip = new Archives().withImage("a/1.png", 3, 2, 0).zip();
    byte[] tarGz = Archives.gzip(new Archives().withImage("a/1.png", 300, 200, 0).tar());
    for (byte[] broken :
        new byte[][] {
          Arrays.copyOf(zip, zip.length - 30),
          Arrays.copyOf(tarGz, tarGz.length / 2),
          new byte[0],
          "plain text that is no archive".getBytes(StandardCharsets.UTF_8)
        }) {
      assertThatThrownBy(() -> Archives.open(broken))
          .isInstanceOf(InvalidInput.class)
          .hasMessageStartingWith("images.zip");
    }
  }

  static Stream<Arguments> otherFiles() {
    return Stream.of(
        arguments("Rar!\u001a\u0007\u0001", "is a RAR; pack the folder as zip"),
        arguments("LZIP\u0001", "is compressed by lzip; pack the folder as zip"),
        arguments("<html>404</html>", "is a web page"),
        arguments("\u0089PNG\r\n", "is one image; pack the folder as zip"),
        arguments("PK\u0007\u0008PK\u0003\u0004", "is one part of a split zip"),
        arguments("some text", "is no archive that is read here"));
  }

  @ParameterizedTest
  @MethodSource("otherFiles")
  void tellsWhatElseAFileIsAndWhatToDo(String start, String message) {
    byte[] file = start.getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Archives.open(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("upload it again");
  }

  @Test
  void tellsTheMethodThatItDoesNotRead() throws IOException {
    byte[] zip = zip(ZipMethod.PPMD, CONTENT, false);

    assertThatThrownBy(() -> Archives.open(zip))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("the method ppmd");
  }

  @Test
  void aFileOfAZipThatDoesNotUnpackHarmsNoOther() {
    byte[] zip = new Archives().with("cat/1.png", CONTENT).with("cat/2.png", CONTENT).zip();
    zip[30 + "cat/1.png".length() + 3] ^= 0x55;

    try (Archive archive = Archives.open(zip)) {
      assertThat(archive.read("cat/2.png")).isEqualTo(CONTENT);
      assertBroken(archive, "cat/1.png");
    }
  }

  @Test
  void aGzippedFileThatDoesNotUnpackHarmsNoOther() {
    byte[] cut = Arrays.copyOf(Archives.gzip(CONTENT), 20);

    try (Archive archive =
        Archives.open(new Archives().with("a.gz", cut).with("cat/2.png", CONTENT).tar())) {
      assertThat(archive.read("cat/2.png")).isEqualTo(CONTENT);
      assertBroken(archive, "a");
    }
  }

  @Test
  void unpackingEndsWhenNobodyWantsItAnyMore() throws IOException {
    byte[] tar = new Archives().with("cat/1.png", CONTENT).tar();

    for (byte[] archive :
        new byte[][] {
          new Archives().with("cat/1.png", CONTENT).zip(), tar, sevenZip(null, CONTENT)
        }) {
      assertThatThrownBy(() -> Archives.open(archive, ArchiveFormatsTest::deleted))
          .isInstanceOf(CancellationException.class);
    }
  }

  private static void deleted() {
    throw new CancellationException();
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void refusesABombInATar(Compression compression) throws IOException {
    byte[] bomb =
        compressed(
            compression, new Archives().with("cat/1.png", new byte[MORE_THAN_UNSUSPICIOUS]).tar());

    assertBomb(bomb);
  }

  @Test
  void refusesABombInA7z() throws IOException {
    assertBomb(sevenZip(null, new byte[MORE_THAN_UNSUSPICIOUS]));
  }

  @Test
  void refusesWhatTakesTooMuchMemoryToUnpack() throws IOException {
    byte[] lzma = lzma();
    ByteBuffer.wrap(lzma).order(ByteOrder.LITTLE_ENDIAN).putInt(5, 1 << 30);

    for (byte[] greedy :
        new byte[][] {
          withGreatDictionary(
              compressed(Compression.XZ, new Archives().with("cat/1.png", CONTENT).tar())),
          ZSTD_WITH_A_GIBIBYTE_OF_WINDOW,
          zip(ZipMethod.XZ, withGreatDictionary(compressed(Compression.XZ, CONTENT)), false),
          zip(ZipMethod.LZMA, lzma, false),
          zip(ZipMethod.ZSTD, ZSTD_WITH_A_GIBIBYTE_OF_WINDOW, false)
        }) {
      assertThatThrownBy(() -> Archives.open(greedy))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("256 MiB of memory to unpack; pack it with a smaller dictionary");
    }
  }

  private static byte[] withGreatDictionary(byte[] xz) {
    // A block's header follows the stream's of 12 bytes and has its own size and checksum.
    int header = 12;
    int checksum = header + 4 * xz[header];
    xz[header + 4] = A_GIBIBYTE_OF_DICTIONARY;
    CRC32 crc = new CRC32();
    crc.update(xz, header, checksum - header);
    ByteBuffer.wrap(xz).order(ByteOrder.LITTLE_ENDIAN).putInt(checksum, (int) crc.getValue());
    return xz;
  }

  private static void assertBroken(Archive archive, String path) {
    assertThat(archive.paths()).contains(path);
    assertThatThrownBy(() -> archive.read(path))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(path + ": does not unpack");
  }

  private static void assertBomb(byte[] archive) {
    assertThat(archive).hasSizeLessThan(1 << 20);
    assertThatThrownBy(() -> Archives.open(archive))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("unpacks to more than");
  }

  private static byte[] compressed(Compression compression, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    switch (compression) {
      case GZIP -> {
        return Archives.gzip(content);
      }
      case ZSTD -> {
        return Zstd.compress(content);
      }
      case BZIP2 -> {
        try (OutputStream out = new BZip2CompressorOutputStream(bytes)) {
          out.write(content);
        }
      }
      case XZ -> {
        try (OutputStream out = new XZOutputStream(bytes, new LZMA2Options(0))) {
          out.write(content);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] packed(ZipMethod method) throws IOException {
    return switch (method) {
      case STORED -> CONTENT;
      case LZMA -> lzma();
      default -> compressed(Compression.valueOf(method.name().toUpperCase(Locale.ROOT)), CONTENT);
    };
  }

  private static byte[] lzma() throws IOException {
    LZMA2Options options = new LZMA2Options(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {9, 20, 5, 0});
    bytes.write((options.getPb() * 5 + options.getLp()) * 9 + options.getLc());
    for (int shift = 0; shift < 32; shift += 8) {
      bytes.write(options.getDictSize() >> shift);
    }
    try (OutputStream out = new LZMAOutputStream(bytes, options, false)) {
      out.write(CONTENT);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(ZipMethod method, byte[] packed, boolean encrypted) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(CONTENT);
    ZipArchiveEntry entry = new ZipArchiveEntry("cat/1.png");
    entry.setMethod(method.getCode());
    entry.setSize(CONTENT.length);
    entry.setCompressedSize(packed.length);
    entry.setCrc(crc.getValue());
    GeneralPurposeBit bits = new GeneralPurposeBit();
    bits.useEncryption(encrypted);
    entry.setGeneralPurposeBit(bits);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      zip.addRawArchiveEntry(entry, new ByteArrayInputStream(packed));
    }
    byte[] written = bytes.toByteArray();
    if (encrypted) {
      // The writer does not pass the bit on.
      written[6] |= 1;
      written[indexOfCentralDirectory(written) + 8] |= 1;
    }
    return written;
  }

  private static int indexOfCentralDirectory(byte[] zip) {
    return new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
  }

  private byte[] sevenZip(char[] password, byte[] content) throws IOException {
    Path file = folder.resolve("test.7z");
    try (SevenZOutputFile archive = new SevenZOutputFile(file.toFile(), password)) {
      SevenZArchiveEntry entry = new SevenZArchiveEntry();
      entry.setName("cat/1.png");
      archive.putArchiveEntry(entry);
      archive.write(content);
      archive.closeArchiveEntry();
    }
    return Files.readAllBytes(file);
  }
}
