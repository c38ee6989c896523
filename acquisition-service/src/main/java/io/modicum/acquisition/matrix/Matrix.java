package io.modicum.acquisition.matrix;

import io.modicum.contracts.failure.InvalidInput;

/**
 * Numbers in rows, a row per image. It may be far larger than the heap, so it is read in blocks of
 * rows. Implementations are thread-safe.
 */
public interface Matrix {

  /** Returns how many rows there are. */
  int rows();

  /** Returns how many numbers are in a row. */
  int columns();

  /**
   * Copies rows, one after the other.
   *
   * @param first index of the first row
   * @param count how many
   * @param target takes {@code count * columns()} numbers from {@code offset} on
   */
  void read(int first, int count, float[] target, int offset);

  /** Returns a copy of one row. */
  default float[] row(int index) {
    float[] row = new float[columns()];
    read(index, 1, row, 0);
    return row;
  }

  /**
   * Fails unless there is a row for each image of the pool.
   *
   * @param name what the matrix holds, for the message
   */
  default Matrix covering(int pool, String name) {
    if (rows() < pool) {
      throw new InvalidInput(name, rows() + " rows for a pool of " + pool + " images");
    }
    return this;
  }
}
