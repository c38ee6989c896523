package io.modicum.contracts.manifest;

/**
 * The interval that holds the true share 95 of 100 times, after a share was seen in a sample
 * (Wilson 1927, Probable inference, the law of succession, and statistical inference).
 *
 * @param lower in [0, 1]
 * @param upper in [0, 1]
 */
public record BinomialInterval(double lower, double upper) {

  /** Of the normal distribution, two-sided. */
  private static final double Z = 1.96;

  /**
   * Returns the interval of a sample.
   *
   * @param share that was seen, in [0, 1]
   * @param count size of the sample, at least 1
   */
  public static BinomialInterval of(double share, int count) {
    double square = Z * Z / count;
    double middle = (share + square / 2) / (1 + square);
    double reach = Z / (1 + square) * Math.sqrt(share * (1 - share) / count + square / (4 * count));
    return new BinomialInterval(Math.max(0, middle - reach), Math.min(1, middle + reach));
  }
}
