package io.modicum.pretrain.dataset.picture;

import java.util.Optional;

/** One image that is still in its archive. */
public interface Picture {

  /** Returns the file it is in, and its place there if the file holds many. */
  String name();

  /** Returns its width and height without decoding it. */
  Size size();

  /**
   * Decodes it.
   *
   * @return its pixels at its own size
   * @throws io.modicum.contracts.failure.InvalidInput if it does not decode; the message names it
   */
  Pixels decode();

  /** Returns the PNG or JPEG file that it is, or empty if it has no file of its own. */
  default Optional<byte[]> file() {
    return Optional.empty();
  }

  /** Returns where that file lies in the archive, or empty if it has none of its own. */
  default Optional<String> filePath() {
    return Optional.empty();
  }

  /** Width and height in pixels. */
  record Size(int width, int height) {}

  /**
   * Decoded pixels.
   *
   * @param planes red, green and blue, each {@code [height, width]}, as unsigned bytes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Pixels(Size size, byte[] planes) {}
}
