package io.modicum.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next where the list goes on, for {@code cursor}; absent at its end
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Page<T>(List<T> items, Optional<String> next) {

  /** Returns the page without the items that come to nothing, the others in another form. */
  public <R> Page<R> flatMap(Function<T, Optional<R>> form) {
    return new Page<>(items.stream().map(form).flatMap(Optional::stream).toList(), next);
  }

  /** Returns the page with each item in another form. */
  public <R> Page<R> map(Function<T, R> form) {
    return new Page<>(items.stream().map(form).toList(), next);
  }
}
