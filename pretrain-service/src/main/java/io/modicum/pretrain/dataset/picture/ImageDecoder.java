package io.modicum.pretrain.dataset.picture;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Reads the images of one format, or of a few that are alike. Each is one class with this interface
 * and a scope annotation, by which the service finds it. Implementations are stateless and
 * thread-safe.
 */
public interface ImageDecoder {

  /** Returns the names of its formats as people know them. */
  List<String> formats();

  /** Returns how the names of its files end, in small letters. */
  Set<String> endings();

  /** Returns where it stands among those that are asked, one by one, whether they know a file. */
  default int turn() {
    return 100;
  }

  /**
   * Returns whether a file is of its formats, by its first bytes.
   *
   * @param file its first 64 bytes at least, or all that it has
   */
  boolean recognises(byte[] file);

  /** Returns whether all browsers show its files; others are kept as PNG for annotators. */
  default boolean isShownByBrowsers() {
    return false;
  }

  /**
   * Reads what stands before the pixels.
   *
   * @throws IOException if the file is broken, cut short or could do harm; says why
   */
  OpenImage open(byte[] file) throws IOException;
}
