package io.modicum.pretrain.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.pretrain.dataset.picture.Picture;
import org.junit.jupiter.api.Test;

class ResamplingTest {

  @Test
  void cutsTheCentreOutOfAResizedImage() {
    byte[] planes = new byte[3 * 4 * 8];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) (i % 8 < 2 ? 10 : i % 8 < 6 ? 50 : 90);
    }
    Picture.Pixels wide = new Picture.Pixels(new Picture.Size(8, 4), planes);

    assertThat(Resampling.fit(wide, new Picture.Size(4, 4))).containsOnly(50);
    assertThat(Resampling.fit(wide, new Picture.Size(2, 2))).hasSize(12);
  }
}
