package io.modicum.inference.head;

/** A matrix with a row per image, row-major. */
public final class Features {

  private final float[] values;
  private final int rows;
  private final int columns;

  /**
   * @param values {@code [rows, columns]}
   */
  public Features(float[] values, int rows, int columns) {
    if (values.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          values.length + " values are no " + rows + " x " + columns + " matrix");
    }
    this.values = values;
    this.rows = rows;
    this.columns = columns;
  }

  /** Returns the values themselves, {@code [rows, columns]}. */
  public float[] values() {
    return values;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }
}
