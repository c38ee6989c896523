package io.modicum.pretrain.dataset.picture;

import io.modicum.pretrain.dataset.picture.Picture.Pixels;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import java.io.IOException;

/** An image file of which all is read but the pixels. All but {@link #abort} is for one thread. */
interface OpenImage extends AutoCloseable {

  /** Returns width and height as they are stored, without decoding. */
  Size size() throws IOException;

  /** Returns how rows and columns that are so stored are shown. */
  default Orientation orientation() {
    return Orientation.AS_STORED;
  }

  /**
   * Decodes it; the first image of a file that has many.
   *
   * @return its pixels as they are stored, in the colours that viewers show
   * @throws IOException if it is broken or cut short; says why
   */
  Pixels decode() throws IOException;

  /** Asks the thread that decodes to end early. */
  default void abort() {}

  @Override
  default void close() throws IOException {}
}
