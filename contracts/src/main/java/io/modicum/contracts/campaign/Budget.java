package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * A size of the labelled set: a count such as {@code 100}, or a percentage of the pool such as
 * {@code 0.2%}.
 */
public record Budget(@JsonValue String value) {

  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern PERCENT = Pattern.compile("(?:[0-9]{1,3})(?:\\.[0-9]{1,6})?%");
  private static final BigDecimal MOST = BigDecimal.valueOf(100);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Budget {
    Check.that(
        value != null && (COUNT.matcher(value).matches() || PERCENT.matcher(value).matches()),
        "budgets",
        "a count such as \"100\" or a percentage of the pool such as \"0.2%\", was '"
            + value
            + "'");
    Check.that(
        !value.endsWith("%") || percent(value).compareTo(MOST) <= 0,
        "budgets",
        "at most 100%, was '" + value + "'");
  }

  private static BigDecimal percent(String value) {
    return new BigDecimal(value.substring(0, value.length() - 1));
  }

  /** Returns the budget of {@code labels} images; in JSON it may be that number, too. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Budget of(int labels) {
    return new Budget(Integer.toString(labels));
  }

  /**
   * Returns the number of labels, a percentage rounded half up to a whole image.
   *
   * @param poolSize images in the pool
   */
  public int labels(int poolSize) {
    if (!value.endsWith("%")) {
      return Integer.parseInt(value);
    }
    return percent(value)
        .movePointLeft(2)
        .multiply(BigDecimal.valueOf(poolSize))
        .setScale(0, RoundingMode.HALF_UP)
        .intValueExact();
  }
}
