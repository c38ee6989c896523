package io.modicum.pretrain.training;

/** Changes of colour on planes {@code [3, height, width]} in [0, 1], in place, as torchvision's. */
final class Colour {

  private Colour() {}

  static void brighten(float[] planes, float factor) {
    for (int i = 0; i < planes.length; i++) {
      planes[i] = clamp(planes[i] * factor);
    }
  }

  /** Blends with the mean grey of the whole image. */
  static void contrast(float[] planes, float factor) {
    int plane = planes.length / 3;
    double sum = 0;
    for (int i = 0; i < plane; i++) {
      sum += luma(planes, i, plane);
    }
    float mean = (float) (sum / plane);
    for (int i = 0; i < planes.length; i++) {
      planes[i] = clamp(mean + factor * (planes[i] - mean));
    }
  }

  /** Blends with the grey of each pixel; a factor of 0 leaves grey only. */
  static void saturate(float[] planes, float factor) {
    int plane = planes.length / 3;
    for (int i = 0; i < plane; i++) {
      float grey = luma(planes, i, plane);
      for (int p = i; p < planes.length; p += plane) {
        planes[p] = clamp(grey + factor * (planes[p] - grey));
      }
    }
  }

  /**
   * Turns the hue of HSV.
   *
   * @param turns share of the colour circle, in [-0.5, 0.5]
   */
  static void turnHue(float[] planes, float turns) {
    int plane = planes.length / 3;
    float shift = 6 * turns + 6;
    for (int i = 0; i < plane; i++) {
      float r = planes[i];
      float g = planes[i + plane];
      float b = planes[i + 2 * plane];
      float value = Math.max(r, Math.max(g, b));
      float chroma = value - Math.min(r, Math.min(g, b));
      if (chroma > 0) {
        float hue;
        if (value == r) {
          hue = (g - b) / chroma;
        } else if (value == g) {
          hue = (b - r) / chroma + 2;
        } else {
          hue = (r - g) / chroma + 4;
        }
        hue += shift;
        planes[i] = component(5 + hue, value, chroma);
        planes[i + plane] = component(3 + hue, value, chroma);
        planes[i + 2 * plane] = component(1 + hue, value, chroma);
      }
    }
  }

  /** Returns one channel of a colour of HSV; {@code k} is its sector, a positive number. */
  private static float component(float k, float value, float chroma) {
    float sector = k - 6 * (int) (k / 6);
    return value - chroma * Math.max(0, Math.min(1, Math.min(sector, 4 - sector)));
  }

  private static float luma(float[] planes, int i, int plane) {
    return 0.299f * planes[i] + 0.587f * planes[i + plane] + 0.114f * planes[i + 2 * plane];
  }

  private static float clamp(float value) {
    return Math.max(0, Math.min(1, value));
  }
}
