package io.modicum.contracts.manifest;

/**
 * A frozen network as {@code backbone.onnx}: input {@code images} uint8 {@code [n, 3, height,
 * width]}, output {@code features} float32 {@code [n, dimensions]} and, when trained from scratch,
 * a second output {@code logits} float32 {@code [n, classes]}.
 *
 * @param height of the images in pixels; {@link #ANY_SIZE} where images of any size are taken
 * @param width likewise
 * @param hasLogits whether the second output is there
 */
public record Backbone(int dimensions, int height, int width, boolean hasLogits) {

  /** In place of height and width: a registered network resizes its images itself, if need be. */
  public static final int ANY_SIZE = 0;

  /** Name of the ONNX part. */
  public static final String ONNX = "backbone.onnx";

  /** Name of the ONNX input. */
  public static final String INPUT = "images";

  /** Name of the features output. */
  public static final String FEATURES = "features";

  /** Name of the logits output. */
  public static final String LOGITS = "logits";

  /** Returns whether the network takes images of that many pixels. */
  public boolean takes(int imageHeight, int imageWidth) {
    return (height == ANY_SIZE || height == imageHeight)
        && (width == ANY_SIZE || width == imageWidth);
  }
}
