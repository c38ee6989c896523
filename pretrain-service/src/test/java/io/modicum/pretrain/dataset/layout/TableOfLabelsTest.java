package io.modicum.pretrain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
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
import org.junit.jupiter.params.provider.ValueSource;

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
        "manifest.tsv | Image\tClass-Name\tsource~a.png\tcat\tx~b.png\tdog\t~c.png\tcat\ty,z | a b c",
        "manifest.ndjson | {\"uri\": \"a.png\", \"label\": \"cat\"}~{\"uri\": \"b.png\", \"label\": \"dog\"}~{\"uri\": \"c.png\", \"label\": \"cat\"} | a b c",
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
        "metadata.csv | file_name,label~train2017/a.png,cat~train2017/b.png,dog~eval/c.png,cat | train2017/a train2017/b eval/c",
        "metadata.csv | file_name,label,split~a.png,cat,Training~b.png,dog,validation~c.png,cat,evaluation | a b c",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labels.csv | /home/me/photos/x/a.png /home/me/photos/y/a.png | x/a.png y/a.png",
        "labels.csv | C:\\photos\\x\\a.png C:\\photos\\y\\a.png | x/a.png y/a.png",
        "labels.csv | file:///photos/x/a.png file:///photos/y/a.png | x/a.png y/a.png",
        "labels.csv | s3://pets/photos/x/a.png s3://pets/photos/y/a.png | x/a.png y/a.png",
        "labels.csv | https://h/x/a.png?X-Amz-Signature=1/2 https://h/y/a.png#top | x/a.png y/a.png",
        "tables/labels.csv | ../x/a.png ../y/./z/../a.png | x/a.png y/a.png",
        "labels.csv | x%2Fmy%20c%C3%A4t.png a+b.png | x/my~c\u00e4t.png a+b.png",
        "labels.csv | 1/image.png 2/image.png | photos/1/image.png photos/2/image.png",
        "a/labels.csv | image.png b/2/image.png | a/1/image.png b/2/image.png",
        "labels.csv | 50%25.png 50%.png | 50%25.png 50%.png",
        "labels.csv | Ba\u0308r.png 100%.png | B\u00e4r.png 100%.png",
      })
  void findsTheFilesThatNamesMean(String path, String names, String files) {
    String[] name = names.split(" ");
    byte[] table = bytes("path,label\n" + name[0] + ",cat\n" + name[1] + ",dog");
    List<String> file = List.of(files.split(" "));
    Archives with = new Archives().with(path, table);
    file.forEach(one -> with.with(one.replace("~", " "), new byte[1]));
    try (Archive archive = Archives.open(with.zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(archive.skipped().toList()).isEmpty();
      assertThat(read.pool())
          .extracting(one -> one.picture().name(), one -> read.classes().get(one.label()))
          .containsExactlyInAnyOrder(
              tuple(file.get(0).replace("~", " "), "cat"), tuple(file.get(1), "dog"));
    }
  }

  @Test
  void takesNoFileOfAnotherSplitForOneThatIsMissing() {
    byte[] table = bytes("path,label\ntrain/a.png,cat\ntrain/b.png,dog\ntrain/c.png,cat");
    try (Archive archive = open("train/a train/b test/c", "labels.csv", table)) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(labels(read.pool())).isEqualTo("a0 b1");
      assertThat(read.test()).isEmpty();
      assertThat(problems(archive))
          .contains(
              "train/c.png,missing,\"row 3 of labels.csv names it, but there is no such file, or"
                  + " more than one\"",
              "test/c.png,unlisted,no row names it; left out");
    }
    try (Archive archive = open("test/a test/b test/c", "labels.csv", table)) {
      assertThatThrownBy(() -> KnownLayouts.ALL.read(archive, "auto"))
          .isInstanceOf(InvalidInput.class)
          .hasMessageStartingWith("labels.csv: names no file that is here; 3 missing: train/a.png");
    }
  }

  @ParameterizedTest
  @CsvSource({"train.csv,test.csv", "Train_labels.csv,eval-labels.csv", "train.jsonl,val.jsonl"})
  void readsATableOfEachSplit(String trained, String tested) {
    boolean lines = trained.endsWith(".jsonl");
    Archives files =
        images("i/a i/b i/c")
            .with(
                trained,
                bytes(
                    lines
                        ? "{\"image\": \"i/a.png\", \"label\": 1}\n{\"image\": \"i/b.png\", \"label\": 2}"
                        : "image,label\ni/a.png,1\ni/b.png,2"))
            .with(
                tested,
                bytes(lines ? "{\"image\": \"i/c.png\", \"label\": 2}" : "image,label\ni/c.png,2"));
    try (Archive archive = Archives.open(files.zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(labels(read.pool())).isEqualTo("a0 b1");
      assertThat(labels(read.test())).isEqualTo("c1");
    }
  }

  @Test
  void takesWhatSeveralTablesSayTogether() {
    Archives files =
        images("a b c")
            .with("metadata.csv", bytes("file_name,split\na.png,train\nb.png,train\nc.png,test"))
            .with("labels.csv", bytes("file_name,label\na.png,cat\nb.png,dog\nc.png,dog"));
    try (Archive archive = Archives.open(files.zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(labels(read.pool())).isEqualTo("a0 b1");
      assertThat(labels(read.test())).isEqualTo("c1");
      assertThat(archive.unread()).doesNotContain("metadata.csv", "labels.csv");
    }
  }

  @Test
  void countsAndNamesFilesWithoutARowAndRowsWithoutAFile() {
    byte[] table =
        bytes(
            "file_name,label\na.png,cat\nb.png,dog\nlost.png,cat\nd.png,\ne.png,cat\ne.png,dog"
                + "\na.png,cat");
    try (Archive archive = open("a b c d e", "labels.csv", table)) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(labels(read.pool())).isEqualTo("a0 b1 c-1 d-1 e-1");
      assertThat(archive.skipped().toList())
          .extracting(Dataset.Skipped::reason, Dataset.Skipped::files)
          .containsExactly(tuple("contradictory", 1), tuple("missing", 1), tuple("unlisted", 1));
      assertThat(problems(archive))
          .containsExactly(
              "path,reason,detail",
              "lost.png,missing,\"row 3 of labels.csv names it, but there is no such file, or more"
                  + " than one\"",
              "e.png,contradictory,rows say different things of it; taken without a label",
              "c.png,unlisted,no row names it; taken without a label");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"path\na.png\nb.png", "path,label\na.png,cat\nb.png,dog"})
  void takesOnlyWhatAManifestLists(String table) {
    try (Archive archive = open("a b x/c", "manifest.csv", bytes(table))) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(read.pool())
          .extracting(one -> one.picture().name())
          .containsExactly("a.png", "b.png");
      assertThat(problems(archive)).contains("x/c.png,unlisted,no row names it; left out");
      assertThat(archive.unread()).doesNotContain("x/c.png");
    }
  }

  @ParameterizedTest
  @CsvSource({"labels.csv,'index,label\n0,cat'", "metadata.csv,'file_name,camera\ncat/a.png,x'"})
  void passesOverTablesThatAreAboutOtherThings(String name, String table) {
    try (Archive archive = open("cat/a dog/b", name, bytes(table))) {
      assertThat(KnownLayouts.ALL.read(archive, "auto").classes()).containsExactly("cat", "dog");
      assertThat(archive.unread()).contains(name);
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
      quoteCharacter = '`',
      value = {
        "labels.csv | table-of-labels | key;label~a;cat | labels.csv: has no column file_name, path, uri or image; its first line has key, label; or, to pass over it, register",
        "metadata.csv | auto | key,label~a,cat | metadata.csv: has no column file_name, path, uri or image; its first line has key, label",
        "labels.csv | auto | file_name,label~x.png,cat | labels.csv: names no file that is here; 1 missing: x.png: row 1",
        "metadata.jsonl | auto | {'file_name': | metadata.jsonl: line 1 is not JSON; mend it; or, to pass over it, register",
        "metadata.parquet | auto | PAR1 | metadata.parquet: is Parquet, which is not read; save it as CSV or JSON Lines; or, to pass over it, register",
        "metadata.jsonl | auto | [] | metadata.jsonl: line 1 is no JSON object",
        "metadata.jsonl | auto | {\"file_name\": \"a.png\", \"label\": [1]} | metadata.jsonl: line 1 has a label that is no text and no number",
        "labels.csv | auto | file_name,label,split~a.png,cat,holdout | labels.csv: row 1 has the split 'holdout'; there are train, val",
        "labels.csv | auto | file_name,label~a.png,\"two~lines\" | labels.csv: row 1 has a label of several lines",
        "other.csv | table-of-labels | file_name,label | images.zip: has no table, which is called metadata, labels or manifest"
      })
  void saysWhatIsWrongWithATable(String name, String format, String table, String message) {
    try (Archive archive = open("a b", name, bytes(table.replace("~", "\n")))) {
      assertThatThrownBy(() -> KnownLayouts.ALL.read(archive, format))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void saysOfAnotherEncodingWhichIsWanted() {
    byte[] table = "file_name,label\na.png,B\u00e4r".getBytes(Charset.forName("windows-1252"));
    try (Archive archive = open("a b", "labels.csv", table)) {
      assertThatThrownBy(() -> KnownLayouts.ALL.read(archive, "auto"))
          .hasMessageStartingWith("labels.csv: is not UTF-8; save it as UTF-8");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
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
