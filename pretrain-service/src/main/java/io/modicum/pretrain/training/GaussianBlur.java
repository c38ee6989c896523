package io.modicum.pretrain.training;

/** Smooths planes {@code [3, height, width]} by a Gaussian of three deviations to each side. */
final class GaussianBlur {

  private GaussianBlur() {}

  /**
   * Returns the smoothed planes; the pixels at the edge go on beyond it.
   *
   * @param deviation in pixels, positive
   */
  static float[] blur(float[] planes, int height, int width, double deviation) {
    float[] kernel = kernel(deviation);
    float[] rows = new float[planes.length];
    float[] blurred = new float[planes.length];
    for (int plane = 0; plane < planes.length; plane += height * width) {
      for (int y = 0; y < height; y++) {
        int row = plane + y * width;
        convolve(planes, rows, row, 1, width, kernel);
      }
      for (int x = 0; x < width; x++) {
        convolve(rows, blurred, plane + x, width, height, kernel);
      }
    }
    return blurred;
  }

  private static void convolve(
      float[] source, float[] target, int first, int stride, int length, float[] kernel) {
    int radius = kernel.length / 2;
    for (int i = 0; i < length; i++) {
      float sum = 0;
      for (int k = -radius; k <= radius; k++) {
        int place = Math.max(0, Math.min(length - 1, i + k));
        sum += kernel[k + radius] * source[first + place * stride];
      }
      target[first + i * stride] = sum;
    }
  }

  private static float[] kernel(double deviation) {
    int radius = (int) Math.ceil(3 * deviation);
    double[] weights = new double[2 * radius + 1];
    double sum = 0;
    for (int k = -radius; k <= radius; k++) {
      weights[k + radius] = Math.exp(-0.5 * k * k / (deviation * deviation));
      sum += weights[k + radius];
    }
    float[] kernel = new float[weights.length];
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] = (float) (weights[k] / sum);
    }
    return kernel;
  }
}
