package io.modicum.acquisition.matrix;

/**
 * The highest number of each row of a matrix, and the second highest: {@code [rows, 2]}, found when
 * rows are read. No number may be negative; one that is none makes both so. A row of one number has
 * 0 in second place.
 */
public record TopTwo(Matrix whole) implements Matrix {

  /** Rows that are looked at together, column by column, so that they share SIMD lanes. */
  private static final int TOGETHER = 256;

  @Override
  public int rows() {
    return whole.rows();
  }

  @Override
  public int columns() {
    return 2;
  }

  @Override
  public void read(int first, int count, float[] target, int offset) {
    int columns = whole.columns();
    float[] rows = new float[Math.min(count, TOGETHER) * columns];
    for (int done = 0; done < count; done += TOGETHER) {
      int height = Math.min(TOGETHER, count - done);
      whole.read(first + done, height, rows, 0);
      float[] highest = new float[height];
      float[] second = new float[height];
      float[] column = new float[height];
      for (int j = 0; j < columns; j++) {
        copy(rows, j, columns, column);
        take(column, highest, second);
      }
      for (int row = 0; row < height; row++) {
        target[offset + 2 * (done + row)] = highest[row];
        target[offset + 2 * (done + row) + 1] = second[row];
      }
    }
  }

  private static void copy(float[] rows, int j, int columns, float[] column) {
    for (int row = 0, at = j; row < column.length; row++, at += columns) {
      column[row] = rows[at];
    }
  }

  private static void take(float[] column, float[] highest, float[] second) {
    for (int row = 0; row < column.length; row++) {
      second[row] = Math.max(second[row], Math.min(highest[row], column[row]));
      highest[row] = Math.max(highest[row], column[row]);
    }
  }
}
