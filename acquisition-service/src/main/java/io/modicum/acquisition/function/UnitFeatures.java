package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.stage.InvalidInput;
import java.util.stream.IntStream;

/** Features of chosen images, each scaled to length 1. */
final class UnitFeatures {

  private UnitFeatures() {}

  /**
   * Reads the features of some images.
   *
   * @return {@code [images, d]}; a row of zeros stays one
   * @throws InvalidInput if a feature is no finite number
   */
  static float[] of(Matrix features, int[] images) {
    int d = features.columns();
    float[] rows = new float[Math.multiplyExact(images.length, d)];
    IntStream.range(0, images.length)
        .parallel()
        .forEach(
            i -> {
              features.read(images[i], 1, rows, i * d);
              scale(rows, i * d, d, images[i]);
            });
    return rows;
  }

  private static void scale(float[] rows, int offset, int d, int image) {
    double squares = 0;
    for (int j = offset; j < offset + d; j++) {
      squares += (double) rows[j] * rows[j];
    }
    if (!Double.isFinite(squares)) {
      throw new InvalidInput("features", "image " + image + " has a value that is no number");
    }
    double length = squares == 0 ? 1 : Math.sqrt(squares);
    for (int j = offset; j < offset + d; j++) {
      rows[j] = (float) (rows[j] / length);
    }
  }
}
