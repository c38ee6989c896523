package io.modicum.gateway.http;

import io.modicum.contracts.failure.InvalidInput;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a request names out of a few. */
public final class Choice {

  private Choice() {}

  /**
   * Returns the one of that name.
   *
   * @param field that gives the name, for the message
   * @param name of each
   * @throws InvalidInput if none has it; says which there are
   */
  public static <T> T named(String field, T[] all, Function<T, String> name, String given) {
    return Arrays.stream(all)
        .filter(one -> name.apply(one).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    field,
                    "must be one of "
                        + Arrays.stream(all).map(name).collect(Collectors.joining(", "))
                        + ", was '"
                        + given
                        + "'"));
  }
}
