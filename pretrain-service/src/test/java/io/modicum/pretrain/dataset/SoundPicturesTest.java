package io.modicum.pretrain.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.Archives;
import io.modicum.pretrain.dataset.layout.KnownLayouts;
import io.modicum.pretrain.dataset.layout.LabelledPicture;
import io.modicum.pretrain.dataset.picture.KnownDecoders;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundPicturesTest {

  private static final String CENTRAL_ENTRY = "PK\u0001\u0002";
  private static final byte[] BROKEN = "no image".getBytes(StandardCharsets.UTF_8);

  @Test
  void allBrokenImagesAreNamedAtOnceAndTheRestTaken() {
    Archives files = twoClasses(10);
    for (int i = 0; i < 4; i++) {
      files.with("cat/broken" + i + ".jpg", BROKEN);
    }
    try (Archive archive = Archives.open(files.zip())) {
      SoundPictures pictures = decoded(archive);

      List<LabelledPicture> sound = pictures.requireEnough();

      assertThat(sound).hasSize(20);
      assertThat(sound).noneMatch(picture -> picture.picture().name().contains("broken"));
      assertThat(pictures.skipped())
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
  }

  @Test
  void imagesThatDoNotUnpackAreBrokenToo() {
    byte[] zip = twoClasses(10).with("notes.txt", BROKEN).zip();
    damage(zip, name -> name.equals("cat/3.png") || name.equals("notes.txt"));
    try (Archive archive = Archives.open(zip)) {
      SoundPictures pictures = decoded(archive);

      assertThat(pictures.requireEnough()).hasSize(19);
      assertThat(pictures.skipped())
          .singleElement()
          .satisfies(
              skipped -> {
                assertThat(skipped.reason()).isEqualTo("broken");
                assertThat(skipped.files()).isEqualTo(2);
                assertThat(skipped.names().get(0)).startsWith("cat/3.png: does not unpack");
                assertThat(skipped.names().get(1)).startsWith("notes.txt: does not unpack");
              });
    }
  }

  @Test
  void imagesThatDoNotUnpackCountAmongThoseOfWhichHalfMustBeSound() {
    byte[] zip = twoClasses(10).zip();
    damage(zip, name -> !name.matches(".*/[0-3].png"));
    try (Archive archive = Archives.open(zip)) {
      SoundPictures pictures = decoded(archive);

      assertThatThrownBy(pictures::requireEnough)
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("of 20 in all")
          .hasMessageContaining("12 broken: cat/");
    }
  }

  @Test
  void looksBeforeEachImageWhetherItIsWanted() {
    AtomicInteger looks = new AtomicInteger();
    try (Archive archive = Archives.open(twoClasses(10).zip())) {
      SoundPictures pictures =
          SoundPictures.of(
              archive,
              KnownLayouts.ALL.read(archive, "auto"),
              KnownDecoders.ALL,
              0.5,
              looks::incrementAndGet);
      assertThat(looks).hasValue(20);

      pictures.forEach((pixels, place, inPool) -> {});

      assertThat(looks).hasValue(40);
    }
  }

  @Test
  void whatIsNotReadIsToldToo() {
    byte[] zip =
        twoClasses(5)
            .with("cat/1.heic", BROKEN)
            .with("README.txt", BROKEN)
            .with(".DS_Store", BROKEN)
            .zip();
    try (Archive archive = Archives.open(zip)) {
      assertThat(decoded(archive).skipped())
          .containsExactly(
              new Dataset.Skipped("helper", 1, List.of(".DS_Store")),
              new Dataset.Skipped("unsupported", 1, List.of("cat/1.heic")),
              new Dataset.Skipped("unused", 1, List.of("README.txt")));
    }
  }

  @Test
  void tooFewSoundImagesAreRefusedAndTheBrokenOnesNamed() {
    Archives files = twoClasses(3);
    for (int i = 0; i < 60; i++) {
      files.with("cat/broken" + i + ".jpg", BROKEN);
    }
    try (Archive archive = Archives.open(files.zip())) {
      SoundPictures pictures = decoded(archive);

      assertThatThrownBy(pictures::requireEnough)
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("of 66 in all")
          .hasMessageContaining("60 broken: cat/broken")
          .hasMessageEndingWith(" …");
    }
  }

  @Test
  void aSingleSoundClassIsTooFew() {
    Archives files = new Archives();
    for (int i = 0; i < 5; i++) {
      files.withImage("cat/" + i + ".png", 4, 4, i);
    }
    try (Archive archive = Archives.open(files.with("dog/1.png", BROKEN).zip())) {
      assertThatThrownBy(() -> decoded(archive).requireEnough())
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("dog/1.png: does not decode");
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

  @Test
  void theSizeIsThatOfTheSoundImagesHoweverManyBrokenOnesDiffer() {
    Archives files = twoClasses(5);
    for (int i = 0; i < 10; i++) {
      files.with("cat/broken" + i + ".jpg", Archives.cutJpeg(40 + i / 5, 40));
    }
    try (Archive archive = Archives.open(files.zip())) {
      SoundPictures pictures = pictures(archive);

      assertThat(pictures.commonSize()).contains(new Size(4, 4));
      pictures.forEach((pixels, place, inPool) -> {});
      assertThat(pictures.requireEnough()).hasSize(10);
      assertThat(pictures.areAllOf(new Size(4, 4))).isTrue();
      assertThat(pictures.skipped()).extracting(Dataset.Skipped::files).containsExactly(10);
    }
  }

  @Test
  void soundImagesOfTwoSizesHaveNoneInCommon() {
    byte[] zip = twoClasses(5).withImage("cat/large.png", 5, 5, 0).zip();
    try (Archive archive = Archives.open(zip)) {
      assertThat(pictures(archive).commonSize()).isEmpty();
    }
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
    try (Archive archive = Archives.open(zip)) {
      SoundPictures pictures = decoded(archive);

      assertThatThrownBy(pictures::requireEnough)
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("no sound image to train on of 3 of its classes: emu, fox, owl;")
          .hasMessageContaining("emu/1.png: does not unpack")
          .hasMessageContaining("fox/1.png: does not decode");
    }
  }

  @Test
  void imagesWithoutClassesNeedNeitherLabelsNorATestSplit() {
    byte[] zip =
        new Archives()
            .withImage("1.png", 4, 4, 1)
            .withImage("2.png", 4, 4, 2)
            .with("3.png", BROKEN)
            .zip();
    try (Archive archive = Archives.open(zip)) {
      assertThat(decoded(archive).requireEnough())
          .extracting(LabelledPicture::label)
          .containsExactly(-1, -1);
    }
  }

  @Test
  void aSingleImageIsTooFew() {
    byte[] zip = new Archives().withImage("1.png", 4, 4, 1).zip();
    try (Archive archive = Archives.open(zip)) {
      assertThatThrownBy(() -> decoded(archive).requireEnough())
          .isInstanceOf(InvalidInput.class)
          .hasMessageEndingWith(
              "has 1 images to train on and 0 to test with; 2 are needed at least");
    }
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
    try (Archive archive = Archives.open(files.zip())) {
      SoundPictures pictures = pictures(archive, mostBroken);
      pictures.forEach((pixels, place, inPool) -> {});

      if (taken) {
        assertThat(pictures.requireEnough()).hasSize(100 - broken);
      } else {
        assertThatThrownBy(pictures::requireEnough)
            .isInstanceOf(InvalidInput.class)
            .hasMessageContaining(
                "a share of at most " + mostBroken + " may be broken (mostBroken)")
            .hasMessageContaining(broken + " broken: 0.png");
      }
    }
  }

  private static SoundPictures decoded(Archive archive) {
    SoundPictures pictures = pictures(archive);
    List<Integer> places = new ArrayList<>();
    pictures.forEach((pixels, place, inPool) -> places.add(place));
    assertThat(places).isNotEmpty();
    return pictures;
  }

  private static SoundPictures pictures(Archive archive) {
    return pictures(archive, 0.5);
  }

  private static SoundPictures pictures(Archive archive, double mostBroken) {
    return SoundPictures.of(
        archive, KnownLayouts.ALL.read(archive, "auto"), KnownDecoders.ALL, mostBroken, () -> {});
  }

  private static Archives twoClasses(int images) {
    Archives files = new Archives();
    for (int i = 0; i < images; i++) {
      files.withImage("cat/" + i + ".png", 4, 4, i).withImage("dog/" + i + ".png", 4, 4, i);
    }
    return files;
  }
}
