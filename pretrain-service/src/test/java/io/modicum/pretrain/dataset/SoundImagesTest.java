package io.modicum.pretrain.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.stage.MemoryStore;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.pretrain.dataset.archive.Archives;
import io.modicum.pretrain.dataset.source.UploadedArchive;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an archive of which not all is sound. */
class SoundImagesTest {

  private static final String CENTRAL_ENTRY = "PK\u0001\u0002";
  private static final byte[] BROKEN = "no image".getBytes(StandardCharsets.UTF_8);
  private static final DatasetId DATASET = new DatasetId("d");

  private final MemoryStore store = new MemoryStore();

  @Test
  void allBrokenImagesAreNamedAtOnceAndTheRestTaken() {
    Archives files = twoClasses(10);
    for (int i = 0; i < 4; i++) {
      files.with("cat/broken" + i + ".jpg", BROKEN);
    }

    Dataset packed = packed(files.zip());

    assertThat(images(packed)).isEqualTo(20);
    assertThat(packed.skipped())
        .singleElement()
        .satisfies(
            skipped -> {
              assertThat(skipped.reason()).isEqualTo("broken");
              assertThat(skipped.files()).isEqualTo(4);
              assertThat(skipped.names())
                  .hasSize(4)
                  .allMatch(name -> name.matches("cat/broken\\d.jpg: does not decode .*"));
            });
  }

  @Test
  void imagesThatDoNotUnpackAreBrokenToo() {
    byte[] zip = twoClasses(10).with("notes.txt", BROKEN).zip();
    damage(zip, name -> name.equals("cat/3.png") || name.equals("notes.txt"));

    Dataset packed = packed(zip);

    assertThat(images(packed)).isEqualTo(19);
    assertThat(packed.skipped())
        .singleElement()
        .satisfies(
            skipped -> {
              assertThat(skipped.reason()).isEqualTo("broken");
              assertThat(skipped.files()).isEqualTo(2);
              assertThat(skipped.names().get(0)).startsWith("cat/3.png: does not unpack");
              assertThat(skipped.names().get(1)).startsWith("notes.txt: does not unpack");
            });
  }

  @Test
  void imagesThatDoNotUnpackCountAmongThoseOfWhichHalfMustBeSound() {
    byte[] zip = twoClasses(10).zip();
    damage(zip, name -> !name.matches(".*/[0-3].png"));

    assertThatThrownBy(() -> packed(zip))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("of 20 in all")
        .hasMessageContaining("12 broken: cat/");
  }

  @Test
  void whatIsNotReadIsToldToo() {
    byte[] zip =
        twoClasses(5)
            .with("cat/1.heic", BROKEN)
            .with("README.txt", BROKEN)
            .with(".DS_Store", BROKEN)
            .zip();

    assertThat(packed(zip).skipped())
        .containsExactly(
            new Dataset.Skipped("helper", 1, List.of(".DS_Store")),
            new Dataset.Skipped("unsupported", 1, List.of("cat/1.heic")),
            new Dataset.Skipped("unused", 1, List.of("README.txt")));
  }

  @Test
  void tooFewSoundImagesAreRefusedAndTheBrokenOnesNamed() {
    Archives files = twoClasses(3);
    for (int i = 0; i < 60; i++) {
      files.with("cat/broken" + i + ".jpg", BROKEN);
    }

    assertThatThrownBy(() -> packed(files.zip()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("of 66 in all")
        .hasMessageContaining("60 broken: cat/broken")
        .hasMessageEndingWith(" …");
  }

  @Test
  void aSingleSoundClassIsTooFew() {
    Archives files = new Archives();
    for (int i = 0; i < 5; i++) {
      files.withImage("cat/" + i + ".png", 4, 4, i);
    }
    byte[] zip = files.with("dog/1.png", BROKEN).zip();

    assertThatThrownBy(() -> packed(zip))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("dog/1.png: does not decode");
  }

  @Test
  void theSizeIsThatOfTheSoundImagesHoweverManyBrokenOnesDiffer() {
    Archives files = twoClasses(5);
    for (int i = 0; i < 10; i++) {
      files.with("cat/a broken one" + i + ".jpg", Archives.cutJpeg(40 + i / 5, 40));
    }

    Dataset packed = packed(files.zip());

    assertThat(packed.width()).isEqualTo(4);
    assertThat(packed.height()).isEqualTo(4);
    assertThat(images(packed)).isEqualTo(10);
    assertThat(packed.skipped()).extracting(Dataset.Skipped::files).containsExactly(10);
    assertThat(store.list("datasets/")).noneMatch(key -> key.endsWith(Dataset.ORIGINALS));
  }

  @Test
  void soundImagesOfTwoSizesAreResized() {
    Dataset packed = packed(twoClasses(5).withImage("dog/large.png", 5, 5, 0).zip());

    assertThat(packed.width()).isEqualTo(64);
    assertThat(packed.height()).isEqualTo(64);
    assertThat(images(packed)).isEqualTo(11);
  }

  @Test
  void classesWithoutASoundImageToTrainOnAreRefusedByName() {
    byte[] zip =
        twoClasses(5)
            .with("fox/1.png", BROKEN)
            .with("owl/1.png", BROKEN)
            .with("emu/1.png", BROKEN)
            .zip();
    damage(zip, name -> name.equals("emu/1.png"));

    assertThatThrownBy(() -> packed(zip))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("no sound image to train on of 3 of its classes: emu, fox, owl;")
        .hasMessageContaining("emu/1.png: does not unpack")
        .hasMessageContaining("fox/1.png: does not decode");
  }

  @Test
  void imagesWithoutClassesNeedNeitherLabelsNorATestSplit() {
    byte[] zip =
        new Archives()
            .withImage("1.png", 4, 4, 1)
            .withImage("2.png", 4, 4, 2)
            .with("3.png", BROKEN)
            .zip();

    packed(zip);

    String labels =
        Manifest.read(store, ObjectKeys.dataset(DATASET), Dataset.class).part(Dataset.LABELS).key();
    assertThat(Npy.decode(labels, store.get(labels)).ints()).containsExactly(-1, -1);
  }

  @Test
  void aSingleImageIsTooFew() {
    byte[] zip = new Archives().withImage("1.png", 4, 4, 1).zip();

    assertThatThrownBy(() -> packed(zip))
        .isInstanceOf(InvalidInput.class)
        .hasMessageEndingWith("has 1 images to train on and 0 to test with; 2 are needed at least");
  }

  @ParameterizedTest
  @CsvSource({"29, 0.29, true", "30, 0.29, false", "1, 0, false", "0, 0, true", "98, 1, true"})
  void takesNoMoreBrokenImagesThanTheUserSays(int broken, double mostBroken, boolean taken) {
    Archives files = new Archives();
    for (int i = 0; i < 100; i++) {
      if (i < broken) {
        files.with(i + ".png", BROKEN);
      } else {
        files.withImage(i + ".png", 4, 4, i);
      }
    }

    if (taken) {
      assertThat(images(packed(files.zip(), mostBroken))).isEqualTo(100 - broken);
    } else {
      assertThatThrownBy(() -> packed(files.zip(), mostBroken))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("a share of at most " + mostBroken + " may be broken (mostBroken)")
          .hasMessageContaining(broken + " broken: 0.png");
    }
  }

  /** Gives files of a zip a wrong checksum. */
  private static void damage(byte[] zip, Predicate<String> names) {
    String text = new String(zip, StandardCharsets.ISO_8859_1);
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    for (int entry = text.indexOf(CENTRAL_ENTRY);
        entry >= 0;
        entry = text.indexOf(CENTRAL_ENTRY, entry + 1)) {
      int name = entry + 46;
      if (names.test(text.substring(name, name + bytes.getShort(entry + 28)))) {
        bytes.putInt(entry + 16, ~bytes.getInt(entry + 16));
      }
    }
  }

  private static int images(Dataset packed) {
    return packed.pool() + packed.test();
  }

  private Dataset packed(byte[] zip) {
    return packed(zip, 0.5);
  }

  private Dataset packed(byte[] zip, double mostBroken) {
    String key = ObjectKeys.archive(DATASET);
    store.put(key, zip, "application/zip");
    Packings.of(store, new UploadedArchive(store), 1000)
        .request(
            new DatasetRegistered(
                DATASET, "d", "auto", key, "d.zip", 0, OptionalDouble.of(mostBroken)));
    return Manifest.read(store, ObjectKeys.dataset(DATASET), Dataset.class).content();
  }

  private static Archives twoClasses(int images) {
    Archives files = new Archives();
    for (int i = 0; i < images; i++) {
      files.withImage("cat/" + i + ".png", 4, 4, i).withImage("dog/" + i + ".png", 4, 4, i);
    }
    return files;
  }
}
