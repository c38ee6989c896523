package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.Vectors;
import io.modicum.contracts.stage.InvalidInput;
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
    forEachBlock(this::measure);
  }

  /** Works on the images from one position to another, with room for a row of each matrix. */
  private interface Block {
    void run(int from, int to, float[] error, float[] feature);
  }

  private void forEachBlock(Block work) {
    IntStream.range(0, (images.length + BLOCK_ROWS - 1) / BLOCK_ROWS)
        .parallel()
        .forEach(
            block ->
                work.run(
                    block * BLOCK_ROWS,
                    Math.min(images.length, (block + 1) * BLOCK_ROWS),
                    new float[probabilities.columns()],
                    new float[features.columns()]));
  }

  private void measure(int from, int to, float[] error, float[] feature) {
    for (int i = from; i < to; i++) {
      features.read(images[i], 1, feature, 0);
      featureNorms[i] = Math.sqrt(Vectors.product(feature, 0, feature, 0, feature.length));
      if (!Double.isFinite(featureNorms[i])) {
        throw new InvalidInput("features", "image " + images[i] + " has a value that is no number");
      }
      readError(i, error);
      double length = Math.sqrt(Vectors.product(error, 0, error, 0, error.length));
      norms[i] = length * featureNorms[i];
    }
  }

  /** Reads {@code p − e}, all 0 if a probability is no number. */
  private void readError(int i, float[] error) {
    probabilities.read(images[i], 1, error, 0);
    int likeliest = 0;
    float sum = 0;
    for (int c = 0; c < error.length; c++) {
      sum += error[c];
      likeliest = error[c] > error[likeliest] ? c : likeliest;
    }
    if (Float.isNaN(sum)) {
      Arrays.fill(error, 0);
    } else {
      error[likeliest] -= 1;
    }
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
    float[] centerError = new float[probabilities.columns()];
    readError(center, centerError);
    float[] centerFeature = features.row(images[center]);
    double centerSquare = norms[center] * norms[center];
    forEachBlock(
        (from, to, error, feature) -> {
          for (int i = from; i < to; i++) {
            readError(i, error);
            double errors = Vectors.product(error, 0, centerError, 0, error.length);
            double squares = norms[i] * norms[i] + centerSquare;
            double bound = Math.abs(errors) * featureNorms[i] * featureNorms[center];
            if (squares - 2 * bound < nearest[i]) {
              features.read(images[i], 1, feature, 0);
              double product = Vectors.product(feature, 0, centerFeature, 0, feature.length);
              nearest[i] = Math.min(nearest[i], Math.max(0, squares - 2 * errors * product));
            }
          }
        });
  }
}
