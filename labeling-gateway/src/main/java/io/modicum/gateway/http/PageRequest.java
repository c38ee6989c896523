package io.modicum.gateway.http;

import io.modicum.contracts.failure.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks for a part of a list by the last item that was seen (keyset pagination), so that what is
 * added meanwhile neither repeats nor hides an item.
 *
 * @param after position of the last item seen, empty at the start
 * @param limit the most items, 1 to 200
 */
public record PageRequest(Optional<String> after, int limit) {

  public static final int LARGEST = 200;
  private static final String PREFIX = "after ";

  /**
   * Reads what a client asks for.
   *
   * @param limit a whole number
   * @param cursor what a page gave as next, or null for the first page
   * @throws InvalidInput if either cannot be
   */
  public static PageRequest of(String limit, String cursor) {
    if (!limit.matches("[0-9]{1,3}")
        || Integer.parseInt(limit) < 1
        || Integer.parseInt(limit) > LARGEST) {
      throw new InvalidInput("limit", "must be 1 to " + LARGEST + ", was '" + limit + "'");
    }
    return new PageRequest(
        cursor == null ? Optional.empty() : Optional.of(position(cursor)), Integer.parseInt(limit));
  }

  private static String position(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.startsWith(PREFIX)) {
        return text.substring(PREFIX.length());
      }
    } catch (IllegalArgumentException noBase64) {
      // Refused below like any other text that is no cursor.
    }
    throw noCursor();
  }

  private static InvalidInput noCursor() {
    return new InvalidInput("cursor", "must be what a page of this list gave as next");
  }

  /**
   * Returns the position of the last item seen in a list in the order of its ids, 0 at the start.
   *
   * @throws InvalidInput if the cursor is of another list
   */
  public long afterId() {
    try {
      return after.map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException noId) {
      throw noCursor();
    }
  }

  /** Returns how many rows to read: one more tells whether the list goes on. */
  public int rows() {
    return limit + 1;
  }

  /**
   * Makes the page of the rows that were read.
   *
   * @param position of an item in its list
   */
  public <T> Page<T> page(List<T> read, Function<T, String> position) {
    if (read.size() <= limit) {
      return new Page<>(read, Optional.empty());
    }
    String last = PREFIX + position.apply(read.get(limit - 1));
    return new Page<>(
        List.copyOf(read.subList(0, limit)),
        Optional.of(
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.getBytes(StandardCharsets.UTF_8))));
  }
}
