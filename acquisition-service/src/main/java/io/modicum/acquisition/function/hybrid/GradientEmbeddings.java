package io.modicum.acquisition.function.hybrid;

import io.modicum.acquisition.function.BlockScores;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.vector.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The gradients {@code (p − e) ⊗ h} of the loss by the head's weights, were each image of its
 * likeliest class {@code e} (Ash et al. 2020, equation 1). They are never written out: a product of
 * two is {@code <p − e, q − f> <h, g>}. An image whose probabilities are no numbers has gradient 0.
 */
final class GradientEmbeddings {

  private static final int BLOCK_ROWS = 1024;

  private final Matrix features;
  private final Matrix probabilities;
  private final int[] images;
  private final double[] featureNorms;
  private final double[] norms;

  /**
   * @param features that the head sees, {@code [at least images, d]}
   * @param images whose gradients are wanted, ascending
   */
  GradientEmbeddings(Matrix features, Matrix probabilities, int[] images) {
    this.features = features;
    this.probabilities = probabilities;
    this.images = images;
    this.featureNorms = new double[images.length];
    this.norms = new double[images.length];
    forEach(this::measure);
  }

  /** Works on the image of a position. */
  private interface Work {

    /**
     * @param error its {@code p − e}
     * @param feature room for its features
     */
    void on(int i, float[] error, float[] feature);
  }

  private void forEach(Work work) {
    int rows = images.length == 0 ? 0 : images[images.length - 1] + 1;
    IntStream.range(0, (rows + BLOCK_ROWS - 1) / BLOCK_ROWS)
        .parallel()
        .forEach(block -> onBlock(block * BLOCK_ROWS, rows, work));
  }

  private void onBlock(int first, int rows, Work work) {
    int end = Math.min(rows, first + BLOCK_ROWS);
    int classes = probabilities.columns();
    float[] block = new float[(end - first) * classes];
    probabilities.read(first, end - first, block, 0);
    float[] error = new float[classes];
    float[] feature = new float[features.columns()];
    int to = BlockScores.firstNotBelow(images, end);
    for (int i = BlockScores.firstNotBelow(images, first); i < to; i++) {
      System.arraycopy(block, (images[i] - first) * classes, error, 0, classes);
      toError(error);
      work.on(i, error, feature);
    }
  }

  /** Turns {@code p} into {@code p − e}, all 0 if a probability is no number. */
  private static void toError(float[] p) {
    if (Float.isNaN(Vectors.sum(p, 0, p.length))) {
      Arrays.fill(p, 0);
    } else {
      p[Vectors.argmax(p, 0, p.length)] -= 1;
    }
  }

  private void measure(int i, float[] error, float[] feature) {
    features.read(images[i], 1, feature, 0);
    featureNorms[i] = Math.sqrt(Vectors.dot(feature, 0, feature, 0, feature.length));
    if (!Double.isFinite(featureNorms[i])) {
      throw new InvalidInput("features", "image " + images[i] + " has a value that is no number");
    }
    norms[i] = Math.sqrt(Vectors.dot(error, 0, error, 0, error.length)) * featureNorms[i];
  }

  /** Returns how many there are. */
  int size() {
    return images.length;
  }

  /** Returns the image of a position. */
  int image(int i) {
    return images[i];
  }

  /** Returns the length of a gradient. */
  double norm(int i) {
    return norms[i];
  }

  /**
   * Lowers each image's squared distance to the nearest center for a new one. Features are read
   * only where the center may be nearer: {@code |<h, g>|} is at most {@code ‖h‖ ‖g‖}.
   *
   * @param center position of the new center
   * @param nearest squared distance of each gradient to the nearest center so far
   */
  void approach(int center, double[] nearest) {
    float[] centerError = probabilities.row(images[center]);
    toError(centerError);
    float[] centerFeature = features.row(images[center]);
    double centerSquare = norms[center] * norms[center];
    forEach(
        (i, error, feature) -> {
          double errors = Vectors.dot(error, 0, centerError, 0, error.length);
          double squares = norms[i] * norms[i] + centerSquare;
          double bound = Math.abs(errors) * featureNorms[i] * featureNorms[center];
          if (squares - 2 * bound < nearest[i]) {
            features.read(images[i], 1, feature, 0);
            double product = Vectors.dot(feature, 0, centerFeature, 0, feature.length);
            nearest[i] = Math.min(nearest[i], Math.max(0, squares - 2 * errors * product));
          }
        });
  }
}
