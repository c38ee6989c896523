package io.modicum.pretrain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.Archives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of labels as people and programs write them. */
class TableOfLabelsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "metadata.csv | file_name,label~a.png,cat~b.png,dog~c.png,cat | a b c",
        "labels.csv | path;label~a.png;cat~b.png;dog~c.png;cat | a b c",
        "labels.csv | label\tpath~cat\ta.png~dog\tb.png~cat\tc.png | a b c",
        "LABELS.csv | file_name,text,label~a.png,\"two~lines\",cat~b.png,\"one, two\",dog~c.png,,cat | a b c",
        "metadata.csv | file_name,label~x\\a.png,cat~.\\x\\b.png,dog~./x/c.png,cat | x/a x/b x/c",
        "labels.csv | file_name,label~a.png,cat~b.png,dog~c.png,cat | x/a y/b c",
        "data/metadata.csv | file_name,label~a.png,cat~data/b.png,dog~c.png,cat | data/a data/b data/c",
        "metadata.jsonl | {\"file_name\": \"a.png\", \"label\": \"cat\"}~~{\"label\": \"dog\", \"file_name\": \"b.png\", \"box\": [1]}~{\"path\": \"c.png\", \"label\": \"cat\"} | a b c",
      })
  void readsTheClassesOfImages(String name, String table, String images) {
    for (String lineEnd : List.of("\n", "\r\n")) {
      for (String start : List.of("", "\uFEFF")) {
        String text = start + table.replace("~", lineEnd);
        try (Archive archive = open(images, name, text.getBytes(StandardCharsets.UTF_8))) {
          PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

          assertThat(read.classes()).containsExactly("cat", "dog");
          assertThat(labels(read.pool())).isEqualTo("a0 b1 c0");
          assertThat(read.test()).isEmpty();
        }
      }
    }
  }

  @Test
  void readsWhatExcelSavesAsUnicodeText() {
    byte[] table =
        "file_name\tlabel\r\na.png\tB\u00e4r\r\nb.png\tdog".getBytes(StandardCharsets.UTF_16);
    try (Archive archive = open("a b", "labels.csv", table)) {
      assertThat(KnownLayouts.ALL.read(archive, "auto").classes())
          .containsExactly("B\u00e4r", "dog");
    }
  }

  @Test
  void classesThatAreNumbersStandInTheirOrder() {
    String table = "file_name,label\na.png,10\nb.png,9\nc.png,x";
    try (Archive archive = open("a b c", "labels.csv", table.getBytes(StandardCharsets.UTF_8))) {
      assertThat(KnownLayouts.ALL.read(archive, "auto").classes()).containsExactly("9", "10", "x");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata.csv | file_name,label,split~a.png,cat,train~b.png,dog,train~c.png,cat,test | a b c",
        "metadata.csv | file_name,label~train/a.png,cat~train/b.png,dog~val/c.png,cat | train/a train/b val/c",
      })
  void putsImagesOfATestSplitThere(String name, String table, String images) {
    byte[] bytes = table.replace("~", "\n").getBytes(StandardCharsets.UTF_8);
    try (Archive archive = open(images, name, bytes)) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(labels(read.pool())).isEqualTo("a0 b1");
      assertThat(labels(read.test())).isEqualTo("c0");
    }
  }

  @Test
  void readsATableInTheFolderOfEachSplit() {
    Archives files =
        images("d/train/a d/train/b d/test/a d/test/b")
            .with(
                "d/train/metadata.csv",
                "file_name,label\na.png,cat\nb.png,dog".getBytes(StandardCharsets.UTF_8))
            .with(
                "d/test/metadata.csv",
                "file_name,label\na.png,dog".getBytes(StandardCharsets.UTF_8));
    try (Archive archive = Archives.open(files.zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(labels(read.pool())).isEqualTo("a0 b1");
      assertThat(labels(read.test())).isEqualTo("a1");
    }
  }

  @Test
  void namesFilesWithoutARowAndRowsWithoutAFile() {
    String table = "file_name,label\na.png,cat\nb.png,dog\nlost.png,cat\nd.png,";
    try (Archive archive = open("a b c d", "labels.csv", table.getBytes(StandardCharsets.UTF_8))) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(labels(read.pool())).isEqualTo("a0 b1 c-1 d-1");
      assertThat(archive.skipped().toList())
          .singleElement()
          .satisfies(missing -> assertThat(missing.reason()).isEqualTo("missing"));
      assertThat(problems(archive))
          .containsExactly(
              "path,reason,detail",
              "lost.png,missing,\"row 3 of labels.csv names it, but there is no such file, or more than one\"",
              "c.png,unlisted,no row names it; taken without a label");
    }
  }

  private static List<String> problems(Archive archive) {
    try {
      return Files.readAllLines(archive.skipped().table());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labels.csv | id,label~a,cat | labels.csv: must have the columns file_name and label",
        "labels.csv | file_name,label~x.png,cat | labels.csv: names no file that is in the archive; 1 missing: x.png",
        "labels.csv | file_name,label~a.png,cat~a.png,dog | row 2 says of a.png what another row contradicts",
        "metadata.jsonl | {'file_name': | metadata.jsonl: line 1 is not JSON",
        "other.csv | file_name,label | has none of labels.csv, metadata.csv, metadata.jsonl"
      })
  void saysWhatIsWrongWithATable(String name, String table, String message) {
    byte[] bytes = table.replace("~", "\n").getBytes(StandardCharsets.UTF_8);
    try (Archive archive = open("a b", name, bytes)) {
      assertThatThrownBy(() -> KnownLayouts.ALL.read(archive, "table-of-labels"))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void saysOfAnotherEncodingWhichIsWanted() {
    byte[] table = "file_name,label\na.png,B\u00e4r".getBytes(Charset.forName("windows-1252"));
    try (Archive archive = open("a b", "labels.csv", table)) {
      assertThatThrownBy(() -> KnownLayouts.ALL.read(archive, "table-of-labels"))
          .hasMessage("labels.csv: is not UTF-8; save it as UTF-8");
    }
  }

  private static Archive open(String images, String name, byte[] table) {
    return Archives.open(images(images).with(name, table).zip());
  }

  private static Archives images(String paths) {
    Archives files = new Archives();
    for (String path : paths.split(" ")) {
      files.with(path + ".png", new byte[1]);
    }
    return files;
  }

  private static String labels(List<LabelledPicture> pictures) {
    return String.join(
        " ",
        pictures.stream()
            .map(one -> Archive.baseName(one.picture().name()).replace(".png", "") + one.label())
            .sorted()
            .toList());
  }
}
