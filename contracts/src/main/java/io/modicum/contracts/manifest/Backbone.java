package io.modicum.contracts.manifest;

/**
 * A trained network as {@code backbone.onnx}: input {@code images} uint8 {@code [n, 3, height,
 * width]}, output {@code features} float32 {@code [n, dimensions]} and, when trained from scratch,
 * a second output {@code logits} float32 {@code [n, classes]}.
 *
 * @param hasLogits whether the second output is there
 */
public record Backbone(int dimensions, int height, int width, boolean hasLogits) {

  /** Name of the ONNX part. */
  public static final String ONNX = "backbone.onnx";

  /** Name of the ONNX input. */
  public static final String INPUT = "images";

  /** Name of the features output. */
  public static final String FEATURES = "features";

  /** Name of the logits output. */
  public static final String LOGITS = "logits";
}
