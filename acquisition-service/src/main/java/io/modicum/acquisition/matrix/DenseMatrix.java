package io.modicum.acquisition.matrix;

import io.modicum.contracts.failure.InvalidInput;

/**
 * A matrix on the heap.
 *
 * @param values row by row
 */
public record DenseMatrix(float[] values, int rows, int columns) implements Matrix {

  public DenseMatrix {
    if (values.length != rows * columns) {
      throw new InvalidInput(
          "matrix", values.length + " values do not fill " + rows + " rows of " + columns);
    }
  }

  @Override
  public void read(int first, int count, float[] target, int offset) {
    System.arraycopy(values, first * columns, target, offset, count * columns);
  }
}
