package io.modicum.gateway.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** One image as it lies in a shard: uint8 {@code [3, height, width]}, red, green, blue. */
public final class PackedImage {

  private final int height;
  private final int width;
  private final byte[] pixels;

  PackedImage(int height, int width, byte[] pixels) {
    if (pixels.length != 3 * height * width) {
      throw new IllegalArgumentException(
          pixels.length + " bytes are no image of 3 x " + height + " x " + width);
    }
    this.height = height;
    this.width = width;
    this.pixels = pixels;
  }

  /** Returns the image as a PNG file. */
  public byte[] png() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int plane = height * width;
    for (int i = 0; i < plane; i++) {
      int red = Byte.toUnsignedInt(pixels[i]);
      int green = Byte.toUnsignedInt(pixels[plane + i]);
      int blue = Byte.toUnsignedInt(pixels[2 * plane + i]);
      image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return png.toByteArray();
  }
}
