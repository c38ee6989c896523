package io.modicum.inference.head;

/**
 * A matrix with a row per image, row-major.
 *
 * @param values {@code [rows, columns]}
 */
public record Features(float[] values, int rows, int columns) {

  public Features {
    if (values.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          values.length + " values are no " + rows + " x " + columns + " matrix");
    }
  }
}
