package io.modicum.pretrain.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

class ColourMapTest {

  private static final float[] ANY = {0.7f, 0.3f, 0.4f};

  @Test
  void aSaturationOfZeroLeavesTheGreyOfThePixel() {
    float[] grey = map(ColourMap.IDENTITY.saturate(0), ANY);

    assertThat(grey).containsExactly(grey(luma(ANY)), offset(1e-6f));
  }

  @Test
  void turningTheHueByAThirdMakesRedMostlyGreen() {
    float[] turned = map(ColourMap.IDENTITY.turnHue(1 / 3.0), new float[] {0.8f, 0.1f, 0.1f});

    assertThat(turned[1]).isGreaterThan(turned[0]).isGreaterThan(turned[2]);
  }

  @Test
  void turningTheHueKeepsGreyAndLuma() {
    ColourMap turned = ColourMap.IDENTITY.turnHue(0.1);

    assertThat(map(turned, grey(0.6f))).containsExactly(grey(0.6f), offset(1e-6f));
    assertThat(luma(map(turned, ANY))).isCloseTo(luma(ANY), offset(1e-6f));
  }

  @Test
  void turningTheHueThereAndBackChangesNothing() {
    assertThat(map(ColourMap.IDENTITY.turnHue(0.1).turnHue(-0.04).turnHue(-0.06), ANY))
        .containsExactly(ANY, offset(1e-6f));
  }

  /** Maps a pixel of an even image. */
  private static float[] map(ColourMap map, float[] rgb) {
    float[] mapped = map.constant();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        mapped[i] += (map.ofPixel()[3 * i + j] + map.ofMean()[3 * i + j]) * rgb[j];
      }
    }
    return mapped;
  }

  private static float[] grey(float value) {
    return new float[] {value, value, value};
  }

  private static float luma(float[] rgb) {
    return 0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2];
  }
}
