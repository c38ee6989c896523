package io.modicum.acquisition.function.options;

import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells images that nearly repeat one that was seen: the cosine of the angle between their features
 * reaches a threshold. Keeps the features of what was seen on the heap, 4 bytes a number. An image
 * whose features are all 0 repeats none.
 */
final class NearDuplicates {

  /** What rounding may take from the cosine of equal features. */
  private static final double ROUNDING = 1e-6;

  private final Matrix features;
  private final double threshold;
  private final List<float[]> seen = new ArrayList<>();

  /**
   * @param features {@code [images, d]}
   * @param threshold cosine similarity, in (0, 1]
   */
  NearDuplicates(Matrix features, double threshold) {
    this.features = features;
    this.threshold = threshold - ROUNDING;
  }

  /** Sees an image. */
  void see(int image) {
    seen.add(direction(image));
  }

  /** Returns how many images were seen. */
  int seen() {
    return seen.size();
  }

  /** Forgets all images but the first ones that were seen. */
  void forgetAllBut(int first) {
    seen.subList(first, seen.size()).clear();
  }

  /** Returns whether an image nearly repeats one that was seen. */
  boolean repeats(int image) {
    float[] direction = direction(image);
    return seen.parallelStream()
        .anyMatch(other -> Vectors.dotInDouble(other, direction) >= threshold);
  }

  private float[] direction(int image) {
    float[] row = features.row(image);
    double length = Math.sqrt(Vectors.dotInDouble(row, row));
    if (length > 0) {
      for (int i = 0; i < row.length; i++) {
        row[i] /= (float) length;
      }
    }
    return row;
  }
}
