package io.modicum.pretrain.dataset.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.Archives;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EncodedPictureTest {

  @Test
  void decodesColourIntoPlanes() {
    try (Archive archive =
        Archives.open(new Archives().withImage("a/1.png", 3, 2, 0x102030).zip())) {
      Picture picture = KnownDecoders.ALL.picture(archive, "a/1.png");

      assertThat(picture.size()).isEqualTo(new Picture.Size(3, 2));
      assertThat(picture.decode().planes())
          .containsExactly(16, 16, 16, 16, 16, 16, 32, 32, 32, 32, 32, 32, 48, 48, 48, 48, 48, 48);
    }
  }

  @Test
  void keepsTheLevelsOfGrey() {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 40);
    grey.getRaster().setSample(1, 0, 0, 90);
    byte[] zip = new Archives().with("a/1.png", Archives.encode(grey, "png")).zip();
    try (Archive archive = Archives.open(zip)) {
      assertThat(KnownDecoders.ALL.picture(archive, "a/1.png").decode().planes())
          .containsExactly(40, 90, 40, 90, 40, 90);
    }
  }

  @Test
  void namesAFileThatDoesNotDecode() {
    byte[] png = Archives.encode(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png");
    byte[] zip =
        new Archives()
            .with("a/cut.png", Arrays.copyOf(png, 45))
            .with("a/text.jpg", "not an image".getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .zip();
    try (Archive archive = Archives.open(zip)) {
      for (String path : archive.paths()) {
        assertThatThrownBy(() -> KnownDecoders.ALL.picture(archive, path).decode())
            .isInstanceOf(InvalidInput.class)
            .hasMessageStartingWith(path);
      }
    }
  }

  @Test
  void refusesAnAbsurdSizeBeforeDecoding() {
    byte[] png = Archives.encode(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png");
    java.nio.ByteBuffer.wrap(png).putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(png, 12, 17);
    java.nio.ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    try (Archive archive = Archives.open(new Archives().with("a/bomb.png", png).zip())) {
      assertThatThrownBy(() -> KnownDecoders.ALL.picture(archive, "a/bomb.png").decode())
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("a/bomb.png")
          .hasMessageContaining("2000000000");
    }
  }
}
