package io.modicum.acquisition.matrix;

import io.modicum.contracts.vector.MatrixProduct;
import java.util.Arrays;

/**
 * A block of rows, stored column by column, so that the products of one vector with all rows of the
 * block are one vector operation after the other. Immutable.
 */
public final class ColumnBlock {

  /** Rows of a block that stays in a core's cache with a thousand columns. */
  public static final int ROWS = 128;

  private final float[][] columns;
  private final int rows;

  private ColumnBlock(float[][] columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Stores rows.
   *
   * @param source holds them one after the other, from {@code offset} on
   */
  public static ColumnBlock transpose(float[] source, int offset, int rows, int columns) {
    float[][] values = new float[columns][rows];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < columns; j++) {
        values[j][row] = source[offset + row * columns + j];
      }
    }
    return new ColumnBlock(values, rows);
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
    MatrixProduct.add(vector, offset, columns, products);
  }
}
