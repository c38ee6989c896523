package io.modicum.pretrain.dataset.picture;

import java.awt.image.Raster;

/**
 * Converts the four inks of a JPEG as Pillow does: stored inverted, as Adobe's programs write them,
 * and each of red, green and blue the light that its ink and black let through.
 */
final class Cmyk {

  private Cmyk() {}

  /**
   * Returns planes {@code [3, height, width]}.
   *
   * @param ycck whether the raster has brightness and colour differences of the inks, and black
   */
  static byte[] planes(Raster raster, boolean ycck) {
    int width = raster.getWidth();
    int plane = width * raster.getHeight();
    byte[] planes = new byte[3 * plane];
    int[] row = new int[4 * width];
    for (int y = 0, i = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++, i++) {
        int first = row[4 * x];
        int second = row[4 * x + 1];
        int third = row[4 * x + 2];
        int black = row[4 * x + 3];
        if (ycck) {
          double blue = second - 128;
          double red = third - 128;
          third = ink(first + 1.772 * blue);
          second = ink(first - 0.344136286 * blue - 0.714136286 * red);
          first = ink(first + 1.402 * red);
        }
        planes[i] = light(first, black);
        planes[plane + i] = light(second, black);
        planes[2 * plane + i] = light(third, black);
      }
    }
    return planes;
  }

  /** From RGB to ink as libjpeg does for YCCK: the complement, which is stored inverted again. */
  private static int ink(double light) {
    return 255 - (int) Math.max(0, Math.min(255, Math.round(light)));
  }

  private static byte light(int ink, int black) {
    return (byte) (black - divided(255 - ink, black));
  }

  /** Returns a·b/255 rounded, as Pillow's {@code MULDIV255} does. */
  private static int divided(int a, int b) {
    int product = a * b + 128;
    return ((product >> 8) + product) >> 8;
  }
}
