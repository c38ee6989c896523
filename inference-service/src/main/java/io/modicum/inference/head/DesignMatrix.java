package io.modicum.inference.head;

/**
 * The standardised features of the labelled images, {@code [rows, columns]}, as the objectives need
 * them. Parameters of one class are its {@code columns} weights and then its bias.
 */
final class DesignMatrix {

  private final double[] values;
  private final int rows;
  private final int columns;

  DesignMatrix(double[] values, int rows, int columns) {
    this.values = values;
    this.rows = rows;
    this.columns = columns;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Returns weights · features + bias, the parameters beginning at {@code offset}. */
  double margin(int row, double[] parameters, int offset) {
    int x = row * columns;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j + 3 < columns; j += 4) {
      a += values[x + j] * parameters[offset + j];
      b += values[x + j + 1] * parameters[offset + j + 1];
      c += values[x + j + 2] * parameters[offset + j + 2];
      d += values[x + j + 3] * parameters[offset + j + 3];
    }
    for (; j < columns; j++) {
      a += values[x + j] * parameters[offset + j];
    }
    return (a + b) + (c + d) + parameters[offset + columns];
  }

  /** Adds {@code factor} × (features, 1) to the parameters that begin at {@code offset}. */
  void addTo(int row, double factor, double[] parameters, int offset) {
    int x = row * columns;
    for (int j = 0; j < columns; j++) {
      parameters[offset + j] += factor * values[x + j];
    }
    parameters[offset + columns] += factor;
  }
}
