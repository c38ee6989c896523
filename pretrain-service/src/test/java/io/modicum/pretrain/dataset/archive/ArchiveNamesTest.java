package io.modicum.pretrain.dataset.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.pretrain.dataset.layout.KnownLayouts;
import io.modicum.pretrain.dataset.layout.PictureCollection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream.UnicodeExtraFieldPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as programs of other systems write them. */
class ArchiveNamesTest {

  private static final int RED = 0xff0000;

  @ParameterizedTest
  @CsvSource({
    "IBM850, Bär, Bör",
    "IBM850, éléphant, âne",
    "IBM437, España, niño",
    "IBM852, żółw, łoś",
    "IBM866, Кот, собака",
    "IBM737, γάτα, σκύλος",
    "windows-1252, chèvre, éléphant",
    "windows-1251, кошка, собака",
    "windows-31j, 犬, 猫",
    "windows-31j, 表示, ひまわり",
    "GBK, 向日葵, 玫瑰",
    "GBK, 猫, 狗",
    "Big5, 向日葵, 玫瑰",
    "x-windows-949, 개, 고양이"
  })
  void zipsWithoutAnEncodingAreReadAsTheSystemThatMadeThem(
      String charset, String first, String second) throws IOException {
    byte[] zip = zip(charset, first + "/1.png", first + "/2.png", second + "/1.png", "Hund/1.png");

    try (Archive archive = Archives.open(zip)) {
      assertThat(archive.paths())
          .containsExactlyInAnyOrder(
              first + "/1.png", first + "/2.png", second + "/1.png", "Hund/1.png");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, Bär, Bör",
    "ISO-8859-1, Bär, Bör",
    "ISO-8859-2, żółw, łoś",
    "KOI8-R, кошка, собака",
    "GBK, 向日葵, 玫瑰"
  })
  void tarsAreReadAsTheSystemThatMadeThem(String charset, String first, String second)
      throws IOException {
    byte[] tar = tar(charset, false, first + "/1.png", second + "/1.png", "Hund/1.png");

    try (Archive archive = Archives.open(tar)) {
      assertThat(archive.paths())
          .containsExactlyInAnyOrder(first + "/1.png", second + "/1.png", "Hund/1.png");
    }
  }

  @Test
  void aTarsExtendedHeadersAreInUtf8WhateverTheOthersAre() throws IOException {
    try (Archive archive = Archives.open(tar("ISO-8859-1", true, "Bär/1.png", "Ä/2.png"))) {
      assertThat(archive.paths()).containsExactlyInAnyOrder("Bär/1.png", "Ä/2.png");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Two codes of U+7E8A in windows-31j, beside ひまわり.
    "ED40, FA5C, 82D082DC82ED82E8",
    // Shin with dagesh and qamats in both orders in windows-1255, beside שלום.
    "F9CCC8EC, F9C8CCEC, F9ECE5ED"
  })
  void namesThatTheirLikelyEncodingWouldMakeOneStayTwo(String first, String second, String other)
      throws IOException {
    byte[] zip =
        zip("ISO-8859-1", bytes(first) + "/1.png", bytes(second) + "/2.png", bytes(other) + "/1");

    try (Archive archive = Archives.open(zip)) {
      assertThat(archive.paths().stream().map(path -> path.replaceFirst("/.*", "")))
          .hasSize(3)
          .doesNotHaveDuplicates();
    }
  }

  /** Returns a character per byte. */
  private static String bytes(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  @Test
  void decomposedNamesAreComposed() throws IOException {
    try (Archive archive =
        Archives.open(new Archives().with("Ba\u0308r/e\u0301.png", new byte[1]).zip())) {
      assertThat(archive.paths()).containsExactly("Bär/é.png");
    }
  }

  @Test
  void twoFilesWhoseNamesDifferInTheirFormOnlyAreRefused() {
    byte[] zip =
        new Archives().with("Bär/1.png", new byte[1]).with("Ba\u0308r/1.png", new byte[2]).zip();

    assertThatThrownBy(() -> Archives.open(zip))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("Bär/1.png: is in the archive twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__MACOSX/cat/._1.png",
        "sub/__MACOSX/1.png",
        ".ipynb_checkpoints/1-checkpoint.png",
        "cat/.ipynb_checkpoints/1.png",
        "cat/._1.png",
        "cat/@eaDir/1.png/SYNOPHOTO_THUMB_M.jpg",
        "cat/Thumbs.db",
        "Desktop.ini",
        ".DS_Store",
        ".git/HEAD"
      })
  void whatSystemsLeaveBehindIsPassedOverAndTold(String helper) {
    byte[] zip = withTwoClasses().with(helper, new byte[1]).zip();

    try (Archive archive = Archives.open(zip)) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(read.classes()).containsExactly("cat", "dog");
      assertThat(archive.skipped().toList())
          .containsExactly(new Dataset.Skipped("helper", 1, List.of(helper)));
    }
  }

  private static Archives withTwoClasses() {
    return new Archives().withImage("cat/1.png", 4, 4, RED).withImage("dog/1.png", 4, 4, RED);
  }

  private static byte[] zip(String charset, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      zip.setEncoding(charset);
      zip.setUseLanguageEncodingFlag(false);
      zip.setCreateUnicodeExtraFields(UnicodeExtraFieldPolicy.NEVER);
      for (String name : names) {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(1);
        zip.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(String charset, boolean extended, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, charset)) {
      tar.setAddPaxHeadersForNonAsciiNames(extended);
      for (String name : names) {
        tar.putArchiveEntry(new TarArchiveEntry(name));
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
