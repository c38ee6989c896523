package io.modicum.pretrain.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TwoViewsTest {

  @Test
  void staysWithinTheRangeOfPixels() {
    Images images = SyntheticImages.striped(50, 5, 24);
    TwoViews augmentation = new TwoViews(24, 24, 0.2);
    for (int i = 0; i < 50; i++) {
      float[] planes = new float[images.imageBytes()];
      images.read(i, planes);
      for (float value : augmentation.apply(planes, new SplittableRandom(i))) {
        assertThat(value).isBetween(-1e-5f, 1 + 1e-5f);
      }
    }
  }

  @Test
  void givesTheSameBatchForTheSamePurposeAndAnotherForAnother() {
    Images images = SyntheticImages.striped(8, 2, 16);
    TwoViews augmentation = new TwoViews(16, 16, 0.2);

    assertThat(batch(augmentation, images, 3))
        .isEqualTo(batch(augmentation, images, 3))
        .isNotEqualTo(batch(augmentation, images, 4));
  }

  @Test
  void turningTheHueByAThirdMakesRedGreen() {
    float[] red = {0.8f, 0.1f, 0.1f};

    Colour.turnHue(red, 1 / 3f);

    assertThat(red[0]).isCloseTo(0.1f, within(1e-5f));
    assertThat(red[1]).isCloseTo(0.8f, within(1e-5f));
    assertThat(red[2]).isCloseTo(0.1f, within(1e-5f));
  }

  private static ByteBuffer batch(TwoViews augmentation, Images images, long step) {
    ByteBuffer target = Augmentation.allocate(images, images.count());
    return augmentation.batch(images, images.indices(), target, 1, 2, step);
  }
}
