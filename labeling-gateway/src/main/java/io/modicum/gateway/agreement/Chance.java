package io.modicum.gateway.agreement;

import java.util.OptionalDouble;

/** The form that all chance-corrected coefficients of agreement have. */
final class Chance {

  private Chance() {}

  /**
   * Returns {@code (observed - expected) / (1 - expected)}, or empty where that is no number.
   *
   * @param observed share of pairs that agree, in [0, 1]
   * @param expected share that would agree by chance, in [0, 1]
   */
  static OptionalDouble corrected(double observed, double expected) {
    double coefficient = (observed - expected) / (1 - expected);
    return Double.isFinite(coefficient) ? OptionalDouble.of(coefficient) : OptionalDouble.empty();
  }
}
