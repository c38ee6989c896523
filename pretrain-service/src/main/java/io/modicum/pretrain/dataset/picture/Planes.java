package io.modicum.pretrain.dataset.picture;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/** The planes {@code [3, height, width]} of an image in memory, without its transparency. */
final class Planes {

  private Planes() {}

  static byte[] of(BufferedImage image) {
    // Java takes grey as linear and would brighten it on conversion to RGB.
    return image.getColorModel().getNumColorComponents() == 1 ? grey(image) : rgb(image);
  }

  private static byte[] grey(BufferedImage image) {
    int plane = image.getWidth() * image.getHeight();
    byte[] planes = new byte[3 * plane];
    Raster raster = image.getRaster();
    int bits = image.getColorModel().getComponentSize(0);
    for (int y = 0, i = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++, i++) {
        int sample = raster.getSample(x, y, 0);
        byte value = (byte) (bits > 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1));
        planes[i] = value;
        planes[plane + i] = value;
        planes[2 * plane + i] = value;
      }
    }
    return planes;
  }

  private static byte[] rgb(BufferedImage image) {
    int plane = image.getWidth() * image.getHeight();
    byte[] planes = new byte[3 * plane];
    int[] row = new int[image.getWidth()];
    for (int y = 0, i = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, image.getWidth(), 1, row, 0, image.getWidth());
      for (int x = 0; x < image.getWidth(); x++, i++) {
        planes[i] = (byte) (row[x] >> 16);
        planes[plane + i] = (byte) (row[x] >> 8);
        planes[2 * plane + i] = (byte) row[x];
      }
    }
    return planes;
  }
}
