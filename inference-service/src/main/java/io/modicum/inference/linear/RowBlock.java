package io.modicum.inference.linear;

import io.modicum.contracts.vector.MatrixProduct;
import io.modicum.inference.head.Features;
import io.modicum.inference.head.Standardisation;

/**
 * Some rows of a design matrix: standardised features and a last column of ones, which carries the
 * bias. Kept both by rows and by columns, so that products with either run along memory.
 */
final class RowBlock {

  /**
   * Rows of a full block: few enough for one block's margins to stay in the processor's nearest
   * cache.
   */
  static final int ROWS = 128;

  private final float[][] byRow;
  private final float[][] byColumn;

  /**
   * @param byRow {@code [rows, columns]}
   * @param byColumn {@code [columns, rows]}
   */
  private RowBlock(float[][] byRow, float[][] byColumn) {
    this.byRow = byRow;
    this.byColumn = byColumn;
  }

  /** Returns the block of the images {@code images[from]} up to, not including, {@code to}. */
  static RowBlock of(
      Features features, Standardisation standardisation, int[] images, int from, int to) {
    int columns = features.columns() + 1;
    float[][] byRow = new float[to - from][columns];
    float[][] byColumn = new float[columns][to - from];
    for (int i = 0; i < byRow.length; i++) {
      standardisation.apply(features, images[from + i], byRow[i]);
      byRow[i][columns - 1] = 1;
      for (int j = 0; j < columns; j++) {
        byColumn[j][i] = byRow[i][j];
      }
    }
    return new RowBlock(byRow, byColumn);
  }

  int rows() {
    return byRow.length;
  }

  /** Returns the margins of each class, {@code [classes, rows]}. */
  float[][] margins(float[][] parameters) {
    float[][] margins = new float[parameters.length][rows()];
    MatrixProduct.add(parameters, byColumn, margins);
    return margins;
  }

  /** Adds the rows, each weighted by its factor for a class, to the class's sum. */
  void addWeighted(float[][] factors, float[][] sums) {
    MatrixProduct.add(factors, byRow, sums);
  }

  /** Adds the block's share of {@code Xᵀ X}. */
  void addGram(float[][] gram) {
    MatrixProduct.add(byColumn, byRow, gram);
  }
}
