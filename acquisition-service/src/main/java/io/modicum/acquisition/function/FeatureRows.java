package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.vector.Vectors;
import java.util.stream.IntStream;

/** Features of some images, copied to the heap. */
public final class FeatureRows {

  private FeatureRows() {}

  /**
   * Returns the features of some images, {@code [images, d]}.
   *
   * @throws InvalidInput if one is no finite number
   */
  public static float[] read(Matrix features, int... images) {
    return read(features, images, false);
  }

  /** Returns the same, each image's scaled to length 1; a row of zeros stays one. */
  public static float[] readNormalised(Matrix features, int... images) {
    return read(features, images, true);
  }

  private static float[] read(Matrix features, int[] images, boolean scaled) {
    int d = features.columns();
    float[] rows = new float[Math.multiplyExact(images.length, d)];
    IntStream.range(0, images.length)
        .parallel()
        .forEach(
            i -> {
              features.read(images[i], 1, rows, i * d);
              double length = Math.sqrt(Vectors.dot(rows, i * d, rows, i * d, d));
              if (!Double.isFinite(length)) {
                throw new InvalidInput(
                    "features", "image " + images[i] + " has a value that is no number");
              }
              if (scaled && length > 0) {
                scale(rows, i * d, d, length);
              }
            });
    return rows;
  }

  private static void scale(float[] rows, int offset, int d, double length) {
    for (int j = offset; j < offset + d; j++) {
      rows[j] = (float) (rows[j] / length);
    }
  }
}
