package io.modicum.gateway.exchange;

import java.util.regex.Pattern;

/** Text of others as PostgreSQL can store it. */
final class StorableText {

  private static final Pattern NOT_STORABLE = Pattern.compile("[\\x00\\p{Cs}]");

  private StorableText() {}

  /** Returns a text with a replacement character for each NUL and half of a character. */
  static String of(String text) {
    return NOT_STORABLE.matcher(text).replaceAll("\uFFFD");
  }
}
