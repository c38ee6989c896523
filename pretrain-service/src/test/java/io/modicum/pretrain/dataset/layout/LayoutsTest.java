package io.modicum.pretrain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.Archives;
import io.modicum.pretrain.dataset.picture.Picture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LayoutsTest {

  private static final int RED = 0xff0000;

  @Test
  void readsTrainTestAndUnlabeledFoldersBelowAWrapper() {
    Archives files =
        new Archives()
            .withImage("pets/train/dog/1.png", 4, 4, RED)
            .withImage("pets/train/cat/2.jpg", 4, 4, RED)
            .withImage("pets/test/cat/3.png", 4, 4, RED)
            .withImage("pets/unlabeled/4.png", 4, 4, RED)
            .with("pets/README.txt", new byte[] {1})
            .with("__MACOSX/pets/train/dog/._1.png", new byte[] {1});
    for (byte[] bytes : List.of(files.zip(), files.tar(), Archives.gzip(files.tar()))) {
      try (Archive archive = Archives.open(bytes)) {
        PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

        assertThat(read.classes()).containsExactly("cat", "dog");
        assertThat(names(read.pool()))
            .containsExactly(
                "pets/train/cat/2.jpg", "pets/train/dog/1.png", "pets/unlabeled/4.png");
        assertThat(labels(read.pool())).containsExactly(0, 1, -1);
        assertThat(names(read.test())).containsExactly("pets/test/cat/3.png");
      }
    }
  }

  @Test
  void takesValidationImagesAsTestWhereThereIsNoTestFolder() {
    Archives files =
        new Archives()
            .withImage("train/a/1.png", 4, 4, RED)
            .withImage("train/b/2.png", 4, 4, RED)
            .withImage("val/b/3.png", 4, 4, RED);
    try (Archive archive = Archives.open(files.zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(labels(read.test())).containsExactly(1);
      assertThat(read.pool()).hasSize(2);
    }
  }

  @Test
  void holdsAFifthOfEachClassOutWhereThereIsNoSplit() {
    Archives files = new Archives();
    for (int i = 0; i < 20; i++) {
      files.withImage(String.format(Locale.ROOT, "a/%02d.png", i), 4, 4, RED);
    }
    for (int i = 0; i < 10; i++) {
      files.withImage(String.format(Locale.ROOT, "b/%02d.png", i), 4, 4, RED);
    }
    try (Archive first = Archives.open(files.zip());
        Archive second = Archives.open(files.tar())) {
      PictureCollection read = KnownLayouts.ALL.read(first, "auto");

      assertThat(labels(read.test())).containsExactly(0, 0, 0, 0, 1, 1);
      assertThat(read.pool()).hasSize(24);
      assertThat(names(read.test())).doesNotContainAnyElementsOf(names(read.pool()));
      assertThat(names(KnownLayouts.ALL.read(second, "auto").test())).isEqualTo(names(read.test()));
    }
  }

  @Test
  void refusesWhatIsInTheWrongPlaceByName() {
    assertRefused(
        new Archives()
            .withImage("train/a/1.png", 4, 4, RED)
            .withImage("train/b/1.png", 4, 4, RED)
            .withImage("train/stray.png", 4, 4, RED),
        "train/stray.png");
    assertRefused(
        new Archives()
            .withImage("train/a/1.png", 4, 4, RED)
            .withImage("train/b/1.png", 4, 4, RED)
            .withImage("test/c/1.png", 4, 4, RED),
        "test/c/1.png");
    assertRefused(
        new Archives().withImage("only/1.png", 4, 4, RED).withImage("unlabeled/1.png", 4, 4, RED),
        "images.zip");
    assertRefused(new Archives().with("notes.txt", new byte[] {1}), "images.zip");
    assertRefused(new Archives().with("a/1.heic", new byte[] {1}), "images.zip");
  }

  @Test
  void readsCifar10InItsOfficialOrder() {
    Archives files =
        new Archives()
            .with("bin/batches.meta.txt", "airplane\nbird\n".getBytes(StandardCharsets.UTF_8));
    for (int batch = 1; batch <= 5; batch++) {
      files.with("bin/data_batch_" + batch + ".bin", cifarRecords(1, batch % 2, batch));
    }
    files.with("bin/test_batch.bin", cifarRecords(1, 1, 99));
    try (Archive archive = Archives.open(Archives.gzip(files.tar()))) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(read.classes()).containsExactly("airplane", "bird");
      assertThat(labels(read.pool())).containsExactly(1, 0, 1, 0, 1);
      assertThat(read.pool().get(2).picture().decode().planes()).hasSize(3072).containsOnly(3);
      assertThat(read.test().get(0).picture().decode().planes()).containsOnly(99);
    }
  }

  @Test
  void readsTheFineLabelsOfCifar100() {
    byte[] first = cifarRecords(2, 0, 7);
    byte[] second = cifarRecords(2, 1, 8);
    second[0] = 19;
    byte[] both = ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    Archives files =
        new Archives()
            .with("c/fine_label_names.txt", "apple\nbear\n".getBytes(StandardCharsets.UTF_8))
            .with("c/train.bin", both)
            .with("c/test.bin", second);
    try (Archive archive = Archives.open(files.tar())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(labels(read.pool())).containsExactly(0, 1);
      assertThat(read.test().get(0).picture().decode().planes()).containsOnly(8);
    }
  }

  @Test
  void refusesACifarFileThatIsCutShort() {
    Archives files =
        new Archives()
            .with("batches.meta.txt", "a\nb\n".getBytes(StandardCharsets.UTF_8))
            .with("data_batch_1.bin", new byte[3000]);
    assertRefused(files, "data_batch_1.bin");
  }

  @Test
  void readsGzippedIdxFiles() {
    Archives files =
        new Archives()
            .with("train-images-idx3-ubyte.gz", Archives.gzip(idxImages(2, 3, 5)))
            .with("train-labels-idx1-ubyte.gz", Archives.gzip(idxLabels(0, 1)))
            .with("t10k-images-idx3-ubyte.gz", Archives.gzip(idxImages(1, 3, 5)))
            .with("t10k-labels-idx1-ubyte.gz", Archives.gzip(idxLabels(1)));
    try (Archive archive = Archives.open(files.zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(read.classes()).containsExactly("0", "1");
      assertThat(labels(read.pool())).containsExactly(0, 1);
      Picture.Pixels second = read.pool().get(1).picture().decode();
      assertThat(second.size()).isEqualTo(new Picture.Size(5, 3));
      assertThat(second.planes()).hasSize(45).startsWith(15, 16).endsWith(28, 29);
    }
  }

  @Test
  void namesTheFileOfALayoutThatDoesNotUnpack() {
    byte[] cut = Archives.gzip(idxLabels(0, 1));
    cut[cut.length - 8] ^= 0x55;
    Archives files =
        new Archives()
            .with("train-images-idx3-ubyte.gz", Archives.gzip(idxImages(2, 3, 5)))
            .with("train-labels-idx1-ubyte.gz", cut)
            .with("t10k-images-idx3-ubyte.gz", Archives.gzip(idxImages(1, 3, 5)))
            .with("t10k-labels-idx1-ubyte.gz", Archives.gzip(idxLabels(1)));

    assertRefused(files, "train-labels-idx1-ubyte: does not unpack");
  }

  @Test
  void readsTinyImageNetWithItsValidationImagesAsTest() {
    Archives files =
        new Archives()
            .with("t/wnids.txt", "n02\nn01\n".getBytes(StandardCharsets.UTF_8))
            .with("t/words.txt", "n01\tcat, puss\nn02\tdog\n".getBytes(StandardCharsets.UTF_8))
            .with(
                "t/val/val_annotations.txt",
                "val_0.JPEG\tn01\t0\t0\t1\t1\n".getBytes(StandardCharsets.UTF_8))
            .withImage("t/val/images/val_0.jpeg", 4, 4, RED)
            .withImage("t/train/n01/images/n01_0.jpeg", 4, 4, RED)
            .withImage("t/train/n02/images/n02_0.jpeg", 4, 4, RED);
    assertRefused(files, "t/val/images/val_0.jpeg");
    files.with(
        "t/val/val_annotations.txt",
        "val_0.jpeg\tn01\t0\t0\t1\t1\n".getBytes(StandardCharsets.UTF_8));
    try (Archive archive = Archives.open(files.zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(read.classes()).containsExactly("dog", "cat");
      assertThat(labels(read.pool())).containsExactly(1, 0);
      assertThat(labels(read.test())).containsExactly(1);
    }
  }

  @Test
  void readsIdxLabelsThatAreCountedFromOne() {
    Archives files =
        new Archives()
            .with("train-images-idx3-ubyte", idxImages(2, 3, 5))
            .with("train-labels-idx1-ubyte", idxLabels(1, 2))
            .with("test-images-idx3-ubyte", idxImages(1, 3, 5))
            .with("test-labels-idx1-ubyte", idxLabels(2));
    try (Archive archive = Archives.open(files.zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(read.classes()).containsExactly("1", "2");
      assertThat(labels(read.pool())).containsExactly(0, 1);
      assertThat(labels(read.test())).containsExactly(1);
    }
  }

  @Test
  void aSingleClassIsRefused() {
    assertRefused(
        new Archives()
            .with("train-images-idx3-ubyte", idxImages(2, 3, 5))
            .with("train-labels-idx1-ubyte", idxLabels(4, 4))
            .with("t10k-images-idx3-ubyte", idxImages(1, 3, 5))
            .with("t10k-labels-idx1-ubyte", idxLabels(4)),
        "images.zip: has images of one class only, '4'; at least two are needed");
  }

  @Test
  void aNumberThatNoImageIsLabelledWithIsNoClass() {
    Archives files =
        new Archives()
            .with("train-images-idx3-ubyte", idxImages(3, 3, 5))
            .with("train-labels-idx1-ubyte", idxLabels(4, 0, 3))
            .with("t10k-images-idx3-ubyte", idxImages(1, 3, 5))
            .with("t10k-labels-idx1-ubyte", idxLabels(3));
    try (Archive archive = Archives.open(files.zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, "auto");

      assertThat(read.classes()).containsExactly("0", "3", "4");
      assertThat(labels(read.pool())).containsExactly(2, 0, 1);
      assertThat(labels(read.test())).containsExactly(1);
    }
  }

  @Test
  void tellsThatCifarForPythonIsTheWrongVersion() {
    try (Archive archive =
        Archives.open(new Archives().with("c/data_batch_1", new byte[1]).zip())) {
      assertThatThrownBy(() -> KnownLayouts.ALL.read(archive, "auto"))
          .hasMessageContaining("register its binary version");
    }
  }

  private static void assertRefused(Archives files, String culprit) {
    try (Archive archive = Archives.open(files.zip())) {
      assertThatThrownBy(() -> KnownLayouts.ALL.read(archive, "auto"))
          .isInstanceOf(InvalidInput.class)
          .hasMessageStartingWith(culprit);
    }
  }

  private static byte[] cifarRecords(int labelBytes, int label, int value) {
    byte[] record = new byte[labelBytes + 3072];
    java.util.Arrays.fill(record, (byte) value);
    record[labelBytes - 1] = (byte) label;
    return record;
  }

  private static byte[] idxImages(int count, int height, int width) {
    ByteBuffer file = ByteBuffer.allocate(16 + count * height * width);
    file.putInt(0x803).putInt(count).putInt(height).putInt(width);
    for (int i = 0; file.hasRemaining(); i++) {
      file.put((byte) i);
    }
    return file.array();
  }

  private static byte[] idxLabels(int... labels) {
    ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
    for (int label : labels) {
      file.put((byte) label);
    }
    return file.array();
  }

  private static List<String> names(List<LabelledPicture> pictures) {
    return pictures.stream().map(labelled -> labelled.picture().name()).toList();
  }

  private static List<Integer> labels(List<LabelledPicture> pictures) {
    return pictures.stream().map(LabelledPicture::label).toList();
  }
}
