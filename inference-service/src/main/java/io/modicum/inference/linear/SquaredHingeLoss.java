package io.modicum.inference.linear;

import java.util.stream.Stream;

/**
 * The squared hinge loss of each class against the rest: Σ max(0, 1 − y · margin)², y = 1 for the
 * label and −1 for every other class. Its second derivative is the generalised one of Lin, Weng and
 * Keerthi (2008), "Trust region Newton method for large-scale logistic regression", section 5.
 */
final class SquaredHingeLoss implements Loss {

  private final int[] labels;
  private final float[][][] curvatures;

  SquaredHingeLoss(int[] labels, int blocks) {
    this.labels = labels;
    this.curvatures = new float[blocks][][];
  }

  @Override
  public double differentiate(int block, float[][] margins) {
    int n = margins[0].length;
    float[][] curvature = new float[margins.length][n];
    double loss = 0;
    for (int k = 0; k < margins.length; k++) {
      for (int i = 0; i < n; i++) {
        float y = labels[block * RowBlock.ROWS + i] == k ? 1 : -1;
        float slack = Math.max(0, 1 - y * margins[k][i]);
        loss += slack * slack;
        margins[k][i] = -2 * y * slack;
        curvature[k][i] = slack > 0 ? 2 : 0;
      }
    }
    curvatures[block] = curvature;
    return loss;
  }

  @Override
  public void curve(int block, float[][] change) {
    for (int k = 0; k < change.length; k++) {
      float[] curvature = curvatures[block][k];
      for (int i = 0; i < curvature.length; i++) {
        change[k][i] *= curvature[i];
      }
    }
  }

  @Override
  public double meanCurvature() {
    double sum =
        Stream.of(curvatures)
            .flatMap(Stream::of)
            .mapToDouble(
                row -> {
                  double ofRow = 0;
                  for (float value : row) {
                    ofRow += value;
                  }
                  return ofRow;
                })
            .sum();
    return sum / labels.length / curvatures[0].length;
  }
}
