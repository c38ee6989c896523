package io.modicum.pretrain.dataset.picture;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.pretrain.dataset.archive.Archive;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * An image file in the archive, whatever its name ends with; the first image of one that has many.
 * Transparency and colour profiles are dropped, and it is turned as viewers show it.
 */
public record EncodedPicture(Archive archive, String path) implements Picture {

  private static final int MAXIMUM_FILE_BYTES = 64 << 20;
  private static final int MAXIMUM_SIDE = 16_384;
  private static final long MAXIMUM_PIXELS = 64L << 20;
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp", "webp");

  /** The largest image that is allowed decodes in a few seconds. */
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** What libjpeg warns of that harms no pixel. */
  private static final String HARMLESS = "extraneous bytes before marker";

  static {
    ImageIO.setUseCache(false);
  }

  @Override
  public String name() {
    return path;
  }

  @Override
  public Size size() {
    return read((reader, source) -> source.orientation().shown(checkedSize(reader)));
  }

  @Override
  public Pixels decode() {
    return read(
        (reader, source) -> {
          Size size = checkedSize(reader);
          AtomicReference<String> fault = new AtomicReference<>();
          reader.addIIOReadWarningListener(
              (from, warning) -> {
                if (source.jpeg() && !warning.contains(HARMLESS)) {
                  fault.compareAndSet(null, warning);
                }
              });
          byte[] planes =
              source.cmyk()
                  ? Cmyk.planes(reader.readRaster(0, null), source.ycck())
                  : planes(reader.read(0), size);
          if (fault.get() != null) {
            throw new IOException(fault.get());
          }
          return source.orientation().shown(new Pixels(size, planes));
        });
  }

  /** Returns the file if it is a PNG or JPEG, which all browsers show, else a PNG of its pixels. */
  @Override
  public Optional<byte[]> file() {
    byte[] file = archive.read(path);
    return Optional.of(JpegFile.starts(file) || PngFile.starts(file) ? file : png(decode()));
  }

  private static byte[] png(Pixels pixels) {
    int width = pixels.size().width();
    int height = pixels.size().height();
    int plane = width * height;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        image.setRGB(
            x,
            y,
            (pixels.planes()[i] & 0xff) << 16
                | (pixels.planes()[plane + i] & 0xff) << 8
                | (pixels.planes()[2 * plane + i] & 0xff));
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", file);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return file.toByteArray();
  }

  @Override
  public Optional<String> filePath() {
    return Optional.of(path);
  }

  @FunctionalInterface
  private interface Reading<T> {
    T with(ImageReader reader, Source source) throws IOException;
  }

  /** What a decoder is given of a file, and what it is not told. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Source(
      byte[] bytes, Orientation orientation, boolean jpeg, boolean cmyk, boolean ycck) {

    static Source of(byte[] file) throws IOException {
      if (JpegFile.starts(file)) {
        JpegFile jpeg = new JpegFile(file);
        return new Source(jpeg.plain(), jpeg.orientation(), true, jpeg.isCmyk(), jpeg.isYcck());
      }
      if (PngFile.starts(file)) {
        PngFile png = new PngFile(file);
        return new Source(png.plain(), png.orientation(), false, false, false);
      }
      return new Source(file, Orientation.AS_STORED, false, false, false);
    }
  }

  private <T> T read(Reading<T> reading) {
    if (archive.length(path) > MAXIMUM_FILE_BYTES) {
      throw new InvalidInput(path, "is larger than " + (MAXIMUM_FILE_BYTES >> 20) + " MiB");
    }
    byte[] file = archive.read(path);
    if (file.length == 0) {
      throw new InvalidInput(path, "is empty");
    }
    AtomicReference<ImageReader> reader = new AtomicReference<>();
    try {
      return Deadline.within(
          DEADLINE, () -> read(Source.of(file), reading, reader), () -> abort(reader.get()));
    } catch (Unavailable ended) {
      throw ended;
    } catch (IOException | RuntimeException broken) {
      throw new InvalidInput(path, "does not decode (" + broken.getMessage() + ")", broken);
    }
  }

  private static void abort(ImageReader reader) {
    if (reader != null) {
      reader.abort();
    }
  }

  private static <T> T read(Source source, Reading<T> reading, AtomicReference<ImageReader> inUse)
      throws IOException {
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(source.bytes()))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("its content is of no known image format");
      }
      ImageReader reader = readers.next();
      inUse.set(reader);
      try {
        if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
          throw new IOException("its content is " + reader.getFormatName());
        }
        reader.setInput(in, true, true);
        return reading.with(reader, source);
      } finally {
        reader.dispose();
      }
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
