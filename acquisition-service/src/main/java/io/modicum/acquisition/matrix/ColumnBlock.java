package io.modicum.acquisition.matrix;

import java.util.Arrays;

/**
 * A block of rows, stored column by column, so that the products of one vector with all rows of the
 * block are one vector operation after the other. Immutable.
 */
public final class ColumnBlock {

  /** Rows of a block that stays in a core's cache with a thousand columns. */
  public static final int ROWS = 128;

  private final float[] values;
  private final int rows;
  private final int columns;

  private ColumnBlock(float[] values, int rows, int columns) {
    this.values = values;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Stores rows.
   *
   * @param source holds them one after the other, from {@code offset} on
   */
  public static ColumnBlock of(float[] source, int offset, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < columns; j++) {
        values[j * rows + row] = source[offset + row * columns + j];
      }
    }
    return new ColumnBlock(values, rows, columns);
  }

  /** Returns how many rows there are. */
  public int rows() {
    return rows;
  }

  /**
   * Computes the inner product of each row with a vector.
   *
   * @param vector holds it from {@code offset} on
   * @param products takes one product per row
   */
  public void products(float[] vector, int offset, float[] products) {
    Arrays.fill(products, 0, rows, 0);
    int j = 0;
    for (; j + 4 <= columns; j += 4) {
      float a = vector[offset + j];
      float b = vector[offset + j + 1];
      float c = vector[offset + j + 2];
      float d = vector[offset + j + 3];
      int from = j * rows;
      for (int row = 0; row < rows; row++) {
        products[row] +=
            a * values[from + row]
                + b * values[from + rows + row]
                + c * values[from + 2 * rows + row]
                + d * values[from + 3 * rows + row];
      }
    }
    for (; j < columns; j++) {
      float a = vector[offset + j];
      int from = j * rows;
      for (int row = 0; row < rows; row++) {
        products[row] += a * values[from + row];
      }
    }
  }
}
