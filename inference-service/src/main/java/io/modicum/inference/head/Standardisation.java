package io.modicum.inference.head;

/**
 * Shift and scale that give each feature mean 0 and variance 1 over the images it was made from.
 */
public final class Standardisation {

  private final float[] mean;
  private final float[] deviation;

  /**
   * @param mean of each feature, {@code [d]}
   * @param deviation population standard deviation of each feature, {@code [d]}; 1 where a feature
   *     never varies
   */
  public Standardisation(float[] mean, float[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /** Returns the mean of each feature, {@code [d]}. */
  public float[] mean() {
    return mean;
  }

  /** Returns by what each feature is divided, {@code [d]}. */
  public float[] deviation() {
    return deviation;
  }

  /** Returns the standardisation over the first {@code rows} images. */
  public static Standardisation of(Features features, int rows) {
    int d = features.columns();
    float[] values = features.values();
    double[] sum = new double[d];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < d; j++) {
        sum[j] += values[row * d + j];
      }
    }
    double[] squares = new double[d];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < d; j++) {
        double difference = values[row * d + j] - sum[j] / rows;
        squares[j] += difference * difference;
      }
    }
    float[] mean = new float[d];
    float[] deviation = new float[d];
    for (int j = 0; j < d; j++) {
      mean[j] = (float) (sum[j] / rows);
      double spread = Math.sqrt(squares[j] / rows);
      deviation[j] = spread > 1e-6 * Math.max(1, Math.abs(mean[j])) ? (float) spread : 1;
    }
    return new Standardisation(mean, deviation);
  }

  /** Writes the standardised features of one image into the beginning of {@code out}. */
  public void apply(Features features, int row, float[] out) {
    int d = features.columns();
    for (int j = 0; j < d; j++) {
      out[j] = (features.values()[row * d + j] - mean[j]) / deviation[j];
    }
  }
}
