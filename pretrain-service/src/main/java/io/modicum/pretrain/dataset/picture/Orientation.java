package io.modicum.pretrain.dataset.picture;

import io.modicum.pretrain.dataset.picture.Picture.Pixels;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How an image's stored rows and columns are shown, by the tag that cameras write (Exif 2.32,
 * section 4.6.4 A): one of the eight ways to turn and mirror a rectangle.
 *
 * @param tag 1 for as stored, to 8
 */
record Orientation(int tag) {

  static final Orientation AS_STORED = new Orientation(1);

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY_BYTES = 12;
  private static final short LITTLE_ENDIAN = 0x4949;
  private static final short BIG_ENDIAN = 0x4d4d;

  /** Reads the tag from Exif's TIFF structure; what is not sound tells nothing. */
  static Orientation of(byte[] exif) {
    ByteBuffer tiff = ByteBuffer.wrap(exif);
    if (exif.length < 8) {
      return AS_STORED;
    }
    short order = tiff.getShort(0);
    if (order == LITTLE_ENDIAN) {
      tiff.order(ByteOrder.LITTLE_ENDIAN);
    } else if (order != BIG_ENDIAN) {
      return AS_STORED;
    }
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > exif.length - 2) {
      return AS_STORED;
    }
    int entries = Short.toUnsignedInt(tiff.getShort(directory));
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY_BYTES;
      if (entry > exif.length - ENTRY_BYTES) {
        return AS_STORED;
      }
      if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG && tiff.getShort(entry + 2) == SHORT) {
        int tag = tiff.getShort(entry + 8);
        return tag >= 1 && tag <= 8 ? new Orientation(tag) : AS_STORED;
      }
    }
    return AS_STORED;
  }

  /** Returns the size as shown of an image of this size as stored. */
  Size shown(Size stored) {
    return tag >= 5 ? new Size(/* width= */ stored.height(), /* height= */ stored.width()) : stored;
  }

  /** Returns the pixels as shown. */
  Pixels shown(Pixels stored) {
    if (tag == 1) {
      return stored;
    }
    Size from = stored.size();
    Size to = shown(from);
    byte[] planes = new byte[stored.planes().length];
    int plane = from.width() * from.height();
    boolean mirrored = tag == 2 || tag == 3 || tag == 7 || tag == 8;
    boolean upsideDown = tag == 3 || tag == 4 || tag == 6 || tag == 7;
    for (int y = 0, i = 0; y < to.height(); y++) {
      for (int x = 0; x < to.width(); x++, i++) {
        int column = tag >= 5 ? y : x;
        int row = tag >= 5 ? x : y;
        int source =
            (upsideDown ? from.height() - 1 - row : row) * from.width()
                + (mirrored ? from.width() - 1 - column : column);
        for (int channel = 0; channel < 3; channel++) {
          planes[channel * plane + i] = stored.planes()[channel * plane + source];
        }
      }
    }
    return new Pixels(to, planes);
  }
}
