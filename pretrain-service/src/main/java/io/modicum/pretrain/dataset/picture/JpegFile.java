package io.modicum.pretrain.dataset.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The segments of a JPEG (ITU-T T.81, annex B). {@link #plain()} is the same image without what
 * does not concern its pixels, such as colour profiles, which may be broken or bombs, and with its
 * colour space said outright.
 */
final class JpegFile {

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int FIRST_RST = 0xd0;
  private static final int DHT = 0xc4;
  private static final int DAC = 0xcc;
  private static final int DQT = 0xdb;
  private static final int DNL = 0xdc;
  private static final int DRI = 0xdd;
  private static final int FIRST_SOF = 0xc0;
  private static final int LAST_SOF = 0xcf;
  private static final int LAST_SEQUENTIAL_SOF = 0xc1;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int TEM = 0x01;

  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.ISO_8859_1);
  private static final int ADOBE_TRANSFORM = 11;

  /** Programs write about ten scans into the largest photographs. */
  private static final long MOST_SCANNED_PIXELS = 16 * (64L << 20);

  private static final int MOST_SCANS = 500;

  private final byte[] file;
  private final ByteArrayOutputStream segments = new ByteArrayOutputStream();
  private Orientation orientation = Orientation.AS_STORED;
  private boolean jfif;
  private int adobeTransform = -1;
  private int frame;
  private int[] componentIds = {};
  private long pixels;
  private int scans;
  private int componentsOfFirstScan;
  private boolean ended;

  /**
   * Reads the segments.
   *
   * @throws IOException if they are not sound, end early, or are more scans than any image needs
   */
  JpegFile(byte[] file) throws IOException {
    this.file = file;
    int at = 2;
    while (!ended && at < file.length) {
      at = readSegment(at);
    }
    boolean wholeWithoutEnd =
        frame <= LAST_SEQUENTIAL_SOF && componentsOfFirstScan == componentIds.length;
    if (componentIds.length == 0 || scans == 0 || (!ended && !wholeWithoutEnd)) {
      throw endsEarly();
    }
  }

  static boolean starts(byte[] file) {
    return file.length > 2
        && (file[0] & 0xff) == 0xff
        && (file[1] & 0xff) == SOI
        && (file[2] & 0xff) == 0xff;
  }

  Orientation orientation() {
    return orientation;
  }

  /** Returns whether its colours are those of four inks. */
  boolean isCmyk() {
    return componentIds.length == 4;
  }

  /** Returns whether the inks are stored as brightness and two colour differences, and black. */
  boolean isYcck() {
    return isCmyk() && adobeTransform > 0;
  }

  /** Returns a JPEG of the same pixels. */
  byte[] plain() {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(segments.size() + 32);
    plain.write(0xff);
    plain.write(SOI);
    if (componentIds.length == 3) {
      writeAdobe(plain, isYcc() ? 1 : 0);
    }
    plain.writeBytes(segments.toByteArray());
    plain.write(0xff);
    plain.write(EOI);
    return plain.toByteArray();
  }

  /** The rule of libjpeg ({@code default_decompress_parms}). */
  private boolean isYcc() {
    if (jfif || adobeTransform >= 0) {
      return jfif || adobeTransform != 0;
    }
    return !Arrays.equals(componentIds, new int[] {'R', 'G', 'B'});
  }

  private static void writeAdobe(ByteArrayOutputStream plain, int transform) {
    plain.writeBytes(new byte[] {(byte) 0xff, (byte) APP14, 0, 14});
    plain.writeBytes(ADOBE);
    plain.writeBytes(new byte[] {0, 100, 0, 0, 0, 0, (byte) transform});
  }

  private int readSegment(int from) throws IOException {
    int at = from;
    while (at < file.length && (file[at] & 0xff) != 0xff) {
      at++;
    }
    while (at < file.length && (file[at] & 0xff) == 0xff) {
      at++;
    }
    if (at >= file.length) {
      return at;
    }
    int marker = file[at++] & 0xff;
    if (marker == EOI) {
      ended = true;
      return at;
    }
    if (marker == 0 || marker == TEM || (marker >= FIRST_RST && marker <= SOI)) {
      return at;
    }
    int length = unsignedShort(at);
    if (length < 2 || at + length > file.length) {
      throw endsEarly();
    }
    take(marker, at, length);
    return marker == SOS ? takeScan(at, length) : at + length;
  }

  private void take(int marker, int at, int length) throws IOException {
    switch (marker) {
      case APP0 -> jfif |= has(JFIF, at, length);
      case APP1 -> {
        if (has(EXIF, at, length) && orientation.equals(Orientation.AS_STORED)) {
          orientation = Orientation.of(Arrays.copyOfRange(file, at + 2 + EXIF.length, at + length));
        }
      }
      case APP14 -> {
        if (has(ADOBE, at, length) && length >= 2 + ADOBE_TRANSFORM + 1) {
          adobeTransform = file[at + 2 + ADOBE_TRANSFORM] & 0xff;
        }
      }
      case DHT, DAC, DQT, DNL, DRI, SOS -> keep(marker, at, length);
      default -> {
        if (marker >= FIRST_SOF && marker <= LAST_SOF) {
          takeFrame(marker, at, length);
        }
      }
    }
  }

  private void takeFrame(int marker, int at, int length) throws IOException {
    int components = length < 8 ? 0 : file[at + 7] & 0xff;
    if (components == 0 || length < 8 + 3 * components) {
      throw endsEarly();
    }
    frame = marker;
    pixels = (long) unsignedShort(at + 3) * unsignedShort(at + 5);
    componentIds = new int[components];
    for (int i = 0; i < components; i++) {
      componentIds[i] = file[at + 8 + 3 * i] & 0xff;
    }
    keep(marker, at, length);
  }

  private int takeScan(int at, int length) throws IOException {
    if (scans++ == 0) {
      componentsOfFirstScan = file[at + 2] & 0xff;
    }
    if (scans > MOST_SCANS || (scans * pixels > MOST_SCANNED_PIXELS && scans > 1)) {
      throw new IOException("it has more than " + (scans - 1) + " scans, which no image needs");
    }
    int from = at + length;
    int to = from;
    while (to < file.length - 1 && !(isByte(to, 0xff) && endsScan(file[to + 1] & 0xff))) {
      to++;
    }
    if (to == file.length - 1) {
      to = file.length;
    }
    segments.write(file, from, to - from);
    return to;
  }

  private static boolean endsScan(int marker) {
    return marker != 0 && marker != 0xff && (marker < FIRST_RST || marker >= SOI);
  }

  private void keep(int marker, int at, int length) {
    segments.write(0xff);
    segments.write(marker);
    segments.write(file, at, length);
  }

  private boolean has(byte[] label, int at, int length) {
    return length >= 2 + label.length
        && Arrays.equals(file, at + 2, at + 2 + label.length, label, 0, label.length);
  }

  private boolean isByte(int at, int value) {
    return (file[at] & 0xff) == value;
  }

  private int unsignedShort(int at) throws IOException {
    if (at + 2 > file.length) {
      throw endsEarly();
    }
    return (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
  }

  private static IOException endsEarly() {
    return new IOException("it ends early");
  }
}
