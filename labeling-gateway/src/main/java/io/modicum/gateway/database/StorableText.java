package io.modicum.gateway.database;

import io.modicum.contracts.store.Json;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Text of others as PostgreSQL can store it: with a replacement character for each NUL and half of
 * a character. {@link Sql} makes every parameter so.
 */
public final class StorableText {

  private static final Pattern NOT_STORABLE = Pattern.compile("[\\x00\\p{Cs}]");

  /** The escape of a NUL in JSON, after any number of escaped backslashes. */
  private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

  private StorableText() {}

  /** Returns a text as it can be stored. */
  public static String of(String text) {
    return NOT_STORABLE.matcher(text).replaceAll("\uFFFD");
  }

  /** Returns the JSON of a value, for a column of the type {@code jsonb}. */
  public static String json(Object value) {
    return of(ESCAPED_NUL.matcher(Json.text(value)).replaceAll("$1\uFFFD"));
  }

  /** Returns a parameter of a statement as it can be stored. */
  static Object parameter(Object value) {
    if (value instanceof String text) {
      return of(text);
    }
    return value instanceof String[] texts
        ? Arrays.stream(texts).map(text -> text == null ? null : of(text)).toArray(String[]::new)
        : value;
  }
}
