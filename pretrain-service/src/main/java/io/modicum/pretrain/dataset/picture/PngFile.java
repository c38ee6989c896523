package io.modicum.pretrain.dataset.picture;

import io.modicum.pretrain.dataset.picture.Picture.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * The chunks of a PNG (ISO/IEC 15948). {@link #plain()} is the same image without what does not
 * concern its pixels, such as texts and colour profiles, which may be broken or bombs.
 */
final class PngFile {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] END = {
    0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82
  };

  /** Bytes of a chunk beside its data: its length, type and checksum. */
  private static final int FRAME_BYTES = 12;

  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
  private Orientation orientation = Orientation.AS_STORED;

  /**
   * Reads the chunks.
   *
   * @throws IOException if the file ends before its pixels
   */
  PngFile(byte[] file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    boolean pixels = false;
    int at = SIGNATURE.length;
    while (at <= file.length - FRAME_BYTES) {
      int length = bytes.getInt(at);
      String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (length < 0 || type.equals("IEND")) {
        break;
      }
      boolean cut = length > file.length - at - FRAME_BYTES;
      int frame = cut ? file.length - at : FRAME_BYTES + length;
      switch (type) {
        case "IHDR", "PLTE", "tRNS" -> chunks.write(file, at, frame);
        case "IDAT" -> {
          pixels = true;
          chunks.write(file, at, frame);
        }
        case "eXIf" -> {
          if (!cut && !pixels) {
            orientation = Orientation.of(Arrays.copyOfRange(file, at + 8, at + 8 + length));
          }
        }
        default -> {}
      }
      at += frame;
    }
    if (!pixels) {
      throw new IOException("it ends early");
    }
  }

  static boolean starts(byte[] file) {
    return file.length > SIGNATURE.length
        && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  Orientation orientation() {
    return orientation;
  }

  /** Returns a PNG of pixels. */
  static byte[] encode(Pixels pixels) {
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

  /** Returns a PNG of the same pixels. */
  byte[] plain() {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(chunks.size() + 32);
    plain.writeBytes(SIGNATURE);
    plain.writeBytes(chunks.toByteArray());
    plain.writeBytes(END);
    return plain.toByteArray();
  }
}
