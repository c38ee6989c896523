package io.modicum.pretrain.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussianBlurTest {

  private static final int HEIGHT = 21;
  private static final int WIDTH = 25;

  @Test
  void spreadsAPointAsAGaussianDoes() {
    float[] planes = new float[3 * HEIGHT * WIDTH];
    int centre = HEIGHT * WIDTH + 10 * WIDTH + 12;
    planes[centre] = 1;

    float[] blurred = GaussianBlur.blur(planes, HEIGHT, WIDTH, 1.5);

    double peak = 1 / (2 * Math.PI * 1.5 * 1.5);
    assertThat(blurred[centre]).isCloseTo((float) peak, within(0.001f));
    assertThat(blurred[centre + 2 * WIDTH - 1])
        .isCloseTo((float) (peak * Math.exp(-5 / (2 * 1.5 * 1.5))), within(0.001f));
    assertThat(Arrays.copyOf(blurred, HEIGHT * WIDTH)).as("another channel").containsOnly(0);
    double sum = 0;
    for (float value : blurred) {
      sum += value;
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @Test
  void leavesAnEvenImageAsItIs() {
    float[] planes = new float[3 * HEIGHT * WIDTH];
    Arrays.fill(planes, 0.3f);

    for (float value : GaussianBlur.blur(planes, HEIGHT, WIDTH, 2)) {
      assertThat(value).isCloseTo(0.3f, within(1e-5f));
    }
  }
}
