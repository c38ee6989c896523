package io.modicum.pretrain.export;

/**
 * The last layer of a network that is trained as a whole, as it is in inference: {@code features ×
 * weight + bias}. It is kept as training multiplies by it and as its state is stored, an output's
 * weights in a column. The head that inference-service fits on frozen features is another thing: it
 * standardises them, and keeps the weights of a class in a row.
 */
public final class LogitLayer {

  private final int inputs;
  private final int outputs;
  private final float[] weight;
  private final float[] bias;

  /**
   * @param weight {@code [inputs, outputs]}, row by row
   * @param bias {@code [outputs]}
   */
  public LogitLayer(int inputs, int outputs, float[] weight, float[] bias) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.weight = weight;
    this.bias = bias;
  }

  int inputs() {
    return inputs;
  }

  int outputs() {
    return outputs;
  }

  /** Returns the weights, {@code [inputs, outputs]}, row by row. */
  public float[] weight() {
    return weight;
  }

  /** Returns the biases, {@code [outputs]}. */
  float[] bias() {
    return bias;
  }
}
