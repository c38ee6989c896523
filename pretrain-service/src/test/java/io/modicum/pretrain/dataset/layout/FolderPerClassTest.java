package io.modicum.pretrain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.Archives;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders as people name and nest them. */
class FolderPerClassTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Train/cat/1 Train/dog/1 Test/cat/2 Unlabelled/3 | 0 1 -1 | 0",
        "train/cat/1 train/dog/1 valid/dog/2 | 0 1 | 1",
        "training/cat/1 training/dog/1 validation/dog/2 | 0 1 | 1",
        "train/cat/1 train/dog/1 valid/dog/2 test/cat/3 | 0 1 1 | 0",
        "a/b/training_set/training_set/cat/1 a/b/training_set/training_set/dog/1"
            + " a/b/test_set/test_set/cat/2 | 0 1 | 0",
        "seg_train/seg_train/cat/1 seg_train/seg_train/dog/1 seg_test/seg_test/cat/2 | 0 1 | 0",
        "train/cat/1 train/dog/1 train/unlabeled/9 test/cat/2 | 0 1 -1 | 0",
        "train/cat/1 train/train/1 test/cat/2 | 0 1 | 0",
        "cat/train/1 cat/test/2 dog/train/3 | 0 1 | 0",
        "cat/2023/1 cat/2023/2 dog/2024/1 dog/2 | 0 1 | 0 1",
        "bus/1 bus/2 train/1 train/2 | 0 1 | 0 1"
      })
  void understandsTheLayout(String images, String pool, String test) {
    try (Archive archive = Archives.open(archive(images).zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(labels(read.pool())).isEqualTo(pool);
      assertThat(labels(read.test())).isEqualTo(test);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 unlabeled/3 | has 2 images outside of class folders; make a folder per class",
        "cat/1 cat/2 unlabeled/3 | has 1 class folders",
        "cat/1 unlabeled/3 | folders are no classes, register it with format=images, which takes",
        "a/x/1 a/y/1 b/x/1 b/y/1 | folders are no classes, register it with format=images",
        "cat/1 dog/1 preview | folders are no classes, register it with format=images",
        "cat/1 dog/1 preview other | other.png: is in the wrong place, as are preview.png",
        "train/cat/1 train/dog/1 test/2 test/3 | images belong in train/<class>/, test/<class>/",
        "train/cat/1 train/dog/1 test/emu/2 test/fox/3 | has no folder (nor of fox)",
        "2023/cat/1 2023/dog/1 2024/cat/1 2024/dog/1 | has the folders cat, dog in several folders"
      })
  void namesWhatItDoesNotUnderstandAndWhatToDo(String images, String message) {
    try (Archive archive = Archives.open(archive(images).zip())) {
      assertThatThrownBy(() -> KnownLayouts.ALL.read(archive, "auto"))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void readsImagesOfAllTheseEndings() {
    Archives files = new Archives();
    for (String ending : List.of("png", "PNG", "jpg", "JPG", "jpeg", "jpe", "jfif", "gif", "bmp")) {
      files.with("cat/1." + ending, new byte[1]).with("dog/1." + ending, new byte[1]);
    }
    try (Archive archive = Archives.open(files.with("dog/1.webp", new byte[1]).zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(read.pool().size() + read.test().size()).isEqualTo(19);
    }
  }

  @ParameterizedTest
  @CsvSource({"png", "jpg", "gif", "bmp"})
  void takesImagesForWhatTheyAreWhereTheirNamesDoNotTell(String format) {
    byte[] image = Archives.image(4, 4, 0xe01010, format);
    Archives files =
        new Archives()
            .with("cat/noext", image)
            .with("cat/2024.01", image)
            .with("dog/a.jpg_large", image)
            .with("dog/b.tif", image)
            .with("dog/c.TXT", "BMP files, RIFF and GIF8".getBytes(StandardCharsets.UTF_8))
            .with("dog/empty", new byte[0])
            .with("dog/d.tif", new byte[] {'I', 'I', 42, 0})
            .with("LICENSE", new byte[] {'M', 'I', 'T'});
    try (Archive archive = Archives.open(files.zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(Stream.concat(read.pool().stream(), read.test().stream()))
          .extracting(one -> one.picture().name(), LabelledPicture::label)
          .containsExactlyInAnyOrder(
              tuple("cat/noext", 0),
              tuple("cat/2024.01", 0),
              tuple("dog/a.jpg_large", 1),
              tuple("dog/b.tif", 1));
      assertThat(archive.unread()).contains("LICENSE", "dog/c.TXT", "dog/d.tif", "dog/empty");
    }
  }

  private static Archives archive(String images) {
    Archives files = new Archives();
    for (String image : images.split(" ", -1)) {
      files.with(image + ".png", new byte[1]);
    }
    return files;
  }

  private static String labels(List<LabelledPicture> pictures) {
    return String.join(
        " ", pictures.stream().map(picture -> Integer.toString(picture.label())).toList());
  }
}
