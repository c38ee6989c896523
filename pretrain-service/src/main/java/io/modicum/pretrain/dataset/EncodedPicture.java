package io.modicum.pretrain.dataset;

import io.modicum.contracts.stage.InvalidInput;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A PNG or JPEG file in the archive. Transparency is dropped. */
record EncodedPicture(Archive archive, String path) implements Picture {

  private static final int MAXIMUM_FILE_BYTES = 64 << 20;
  private static final int MAXIMUM_SIDE = 16_384;
  private static final long MAXIMUM_PIXELS = 64L << 20;
  private static final Set<String> FORMATS = Set.of("png", "jpeg");

  static {
    ImageIO.setUseCache(false);
  }

  @Override
  public String name() {
    return path;
  }

  @Override
  public Size size() {
    return read(EncodedPicture::checkedSize);
  }

  @Override
  public Pixels decode() {
    return read(
        reader -> {
          Size size = checkedSize(reader);
          return new Pixels(size, planes(reader.read(0), size));
        });
  }

  @Override
  public Optional<byte[]> file() {
    return Optional.of(archive.read(path));
  }

  @Override
  public Optional<String> filePath() {
    return Optional.of(path);
  }

  @FunctionalInterface
  private interface Reading<T> {
    T with(ImageReader reader) throws IOException;
  }

  private <T> T read(Reading<T> reading) {
    if (archive.length(path) > MAXIMUM_FILE_BYTES) {
      throw new InvalidInput(path, "is larger than " + (MAXIMUM_FILE_BYTES >> 20) + " MiB");
    }
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(archive.read(path)))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("its content is of no known image format");
      }
      ImageReader reader = readers.next();
      try {
        if (!FORMATS.contains(reader.getFormatName().toLowerCase(java.util.Locale.ROOT))) {
          throw new IOException("its content is " + reader.getFormatName());
        }
        reader.setInput(in, true, true);
        return reading.with(reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
      throw new InvalidInput(
          path,
          "does not decode ("
              + broken.getMessage()
              + "); replace it by a sound RGB or grey PNG or JPEG, or leave it out",
          broken);
    }
  }

  private static Size checkedSize(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width > MAXIMUM_SIDE || height > MAXIMUM_SIDE || (long) width * height > MAXIMUM_PIXELS) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its %d×%d pixels are above %d a side or %d in all",
              width,
              height,
              MAXIMUM_SIDE,
              MAXIMUM_PIXELS));
    }
    return new Size(width, height);
  }

  private static byte[] planes(BufferedImage image, Size size) {
    // Java takes grey as linear and would brighten it on conversion to RGB.
    return image.getColorModel().getNumColorComponents() == 1
        ? grey(image, size)
        : rgb(image, size);
  }

  private static byte[] grey(BufferedImage image, Size size) {
    int plane = size.width() * size.height();
    byte[] planes = new byte[3 * plane];
    Raster raster = image.getRaster();
    int bits = image.getColorModel().getComponentSize(0);
    for (int y = 0, i = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++, i++) {
        int sample = raster.getSample(x, y, 0);
        byte value = (byte) (bits > 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1));
        planes[i] = value;
        planes[plane + i] = value;
        planes[2 * plane + i] = value;
      }
    }
    return planes;
  }

  private static byte[] rgb(BufferedImage image, Size size) {
    int plane = size.width() * size.height();
    byte[] planes = new byte[3 * plane];
    int[] row = new int[size.width()];
    for (int y = 0, i = 0; y < size.height(); y++) {
      image.getRGB(0, y, size.width(), 1, row, 0, size.width());
      for (int x = 0; x < size.width(); x++, i++) {
        planes[i] = (byte) (row[x] >> 16);
        planes[plane + i] = (byte) (row[x] >> 8);
        planes[2 * plane + i] = (byte) row[x];
      }
    }
    return planes;
  }
}
