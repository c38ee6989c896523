package io.modicum.acquisition.matrix;

/**
 * Some rows of another matrix, which is not copied.
 *
 * @param indices of the rows, in the order of this matrix's rows
 */
public record RowSelection(Matrix whole, int[] indices) implements Matrix {

  @Override
  public int rows() {
    return indices.length;
  }

  @Override
  public int columns() {
    return whole.columns();
  }

  @Override
  public void read(int first, int count, float[] target, int offset) {
    int row = first;
    while (row < first + count) {
      int run = 1;
      while (row + run < first + count && indices[row + run] == indices[row] + run) {
        run++;
      }
      whole.read(indices[row], run, target, offset + (row - first) * columns());
      row += run;
    }
  }
}
