package io.modicum.pretrain.dataset.archive;

import java.nio.charset.StandardCharsets;

/**
 * The path of an entry as the archive has it.
 *
 * @param text the path; where its encoding is not told, a character per byte
 * @param encoded whether its encoding is not told
 */
record EntryName(String text, boolean encoded) {

  /** Returns a path that the archive gives in Unicode. */
  static EntryName of(String text) {
    return new EntryName(text, false);
  }

  /** Returns a path of which the archive does not tell the encoding. */
  static EntryName of(byte[] bytes) {
    return new EntryName(new String(bytes, StandardCharsets.ISO_8859_1), true);
  }

  /** Returns the path's bytes, where its encoding is not told. */
  byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean isAscii() {
    return text.chars().allMatch(character -> character < 0x80);
  }
}
