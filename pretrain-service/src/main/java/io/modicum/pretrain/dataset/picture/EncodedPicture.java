package io.modicum.pretrain.dataset.picture;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.pretrain.dataset.archive.Archive;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;

/**
 * An image file in the archive, whatever its name ends with; the first image of one that has many.
 * Transparency and colour profiles are dropped, and it is turned as viewers show it.
 */
record EncodedPicture(Archive archive, String path, ImageDecoders decoders) implements Picture {

  private static final int MAXIMUM_FILE_BYTES = 64 << 20;
  private static final int MAXIMUM_SIDE = 16_384;
  private static final long MAXIMUM_PIXELS = 64L << 20;

  /** The largest image that is allowed decodes in a few seconds. */
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  static {
    ImageIO.setUseCache(false);
  }

  @Override
  public String name() {
    return path;
  }

  @Override
  public Size size() {
    return read(image -> image.orientation().shown(boundedSize(image)));
  }

  @Override
  public Pixels decode() {
    return read(
        image -> {
          boundedSize(image);
          return image.orientation().shown(image.decode());
        });
  }

  /** Returns the file if all browsers show it, else a PNG of its pixels. */
  @Override
  public Optional<byte[]> file() {
    byte[] file = archive.read(path);
    return Optional.of(decoders.of(file).isShownByBrowsers() ? file : PngFile.encode(decode()));
  }

  @Override
  public Optional<String> filePath() {
    return Optional.of(path);
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(OpenImage image) throws IOException;
  }

  private <T> T read(Reading<T> reading) {
    if (archive.length(path) > MAXIMUM_FILE_BYTES) {
      throw new InvalidInput(path, "is larger than " + (MAXIMUM_FILE_BYTES >> 20) + " MiB");
    }
    byte[] file = archive.read(path);
    if (file.length == 0) {
      throw new InvalidInput(path, "is empty");
    }
    AtomicReference<OpenImage> open = new AtomicReference<>();
    try {
      return Deadline.within(DEADLINE, () -> read(file, reading, open), () -> abort(open.get()));
    } catch (Unavailable ended) {
      throw ended;
    } catch (IOException | RuntimeException broken) {
      throw new InvalidInput(path, "does not decode (" + broken.getMessage() + ")", broken);
    }
  }

  private <T> T read(byte[] file, Reading<T> reading, AtomicReference<OpenImage> open)
      throws IOException {
    try (OpenImage image = decoders.of(file).open(file)) {
      open.set(image);
      return reading.of(image);
    }
  }

  private static void abort(OpenImage image) {
    if (image != null) {
      image.abort();
    }
  }

  private static Size boundedSize(OpenImage image) throws IOException {
    Size size = image.size();
    if (size.width() > MAXIMUM_SIDE
        || size.height() > MAXIMUM_SIDE
        || (long) size.width() * size.height() > MAXIMUM_PIXELS) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its %d×%d pixels are above %d a side or %d in all",
              size.width(),
              size.height(),
              MAXIMUM_SIDE,
              MAXIMUM_PIXELS));
    }
    return size;
  }
}
