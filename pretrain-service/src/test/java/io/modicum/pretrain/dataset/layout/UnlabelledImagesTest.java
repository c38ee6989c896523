package io.modicum.pretrain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.Archives;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images as people have them before anybody has said what they show. */
class UnlabelledImagesTest {

  @ParameterizedTest
  @CsvSource({
    "auto,1 2 3",
    "auto,data/1 data/2",
    "auto,holiday/2024/images/1 holiday/2024/images/2",
    "auto,unlabeled/1 unlabeled/more/2",
    "auto,photos/unlabelled/a/1 photos/unlabelled/b/2",
    "images,cat/1 cat/2 dog/3",
    "images,1 2 data/3",
    "images,test/dog/3 train/cat/1 train/dog/2"
  })
  void takesAllImagesWithoutAClass(String format, String images) {
    Archives files = new Archives().with("readme.txt", new byte[1]);
    for (String image : images.split(" ")) {
      files.with(image + ".png", new byte[1]);
    }
    try (Archive archive = Archives.open(files.zip())) {
      PictureCollection read = KnownLayouts.ALL.read(archive, format);

      assertThat(read.classes()).isEmpty();
      assertThat(read.test()).isEmpty();
      assertThat(read.pool())
          .extracting(LabelledPicture::label, image -> image.picture().name().replace(".png", ""))
          .containsExactlyElementsOf(
              Arrays.stream(images.split(" ")).map(image -> tuple(-1, image)).toList());
    }
  }

  @Test
  void saysWhatIsReadWhereThereAreNoImages() {
    try (Archive archive = Archives.open(new Archives().with("1.tif", new byte[1]).zip())) {
      assertThatThrownBy(() -> KnownLayouts.ALL.read(archive, "images"))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("holds no images of kinds that are read: PNG, JPEG")
          .hasMessageEndingWith("convert 1.tif to one of them");
    }
  }
}
