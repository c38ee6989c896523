package io.modicum.acquisition;

import io.modicum.contracts.stage.InvalidInput;

/**
 * A dense matrix, a row per image.
 *
 * @param values row by row
 */
record Matrix(float[] values, int rows, int columns) {

  Matrix {
    if (values.length != rows * columns) {
      throw new InvalidInput(
          "matrix", values.length + " values do not fill " + rows + " rows of " + columns);
    }
  }

  float at(int row, int column) {
    return values[row * columns + column];
  }

  /** Fails unless there is a row for each image of the pool. */
  Matrix covering(int pool, String name) {
    if (rows < pool) {
      throw new InvalidInput(name, rows + " rows for a pool of " + pool + " images");
    }
    return this;
  }

  /** Fails where a value is infinite or no number. */
  Matrix finite(String name) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InvalidInput(
            name,
            "image " + i / columns + " has the value " + values[i] + " in column " + i % columns);
      }
    }
    return this;
  }
}
