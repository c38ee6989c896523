package io.modicum.acquisition.matrix;

import java.util.stream.IntStream;

/**
 * Blocks of rows, the unit of work of all cores. Their size does not depend on the machine, so that
 * neither do results that are gathered block by block.
 */
final class Blocks {

  /** Rows of a block; the last one may have fewer. */
  static final int ROWS = 1024;

  private Blocks() {}

  /** Returns how many blocks hold so many rows. */
  static int count(int rows) {
    return (rows + ROWS - 1) / ROWS;
  }

  /** Returns the number of rows of a block. */
  static int rows(int block, int rows) {
    return Math.min(ROWS, rows - block * ROWS);
  }

  /** Returns the blocks, to be worked on by all cores. */
  static IntStream parallel(int rows) {
    return IntStream.range(0, count(rows)).parallel();
  }
}
