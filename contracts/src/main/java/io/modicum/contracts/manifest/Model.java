package io.modicum.contracts.manifest;

import java.util.List;

/**
 * The finished classifier of a campaign in one file, part {@link #ONNX}: input {@code images} uint8
 * {@code [n, 3, height, width]}, output {@link #PROBABILITIES} float32 {@code [n, classes]}. The
 * names of the classes are in the file's metadata, too, as a JSON array under {@link #CLASSES}.
 *
 * @param cycle the campaign's last
 * @param labels images that it was fitted on
 * @param accuracy share of the test split predicted right, in [0, 1]
 * @param classes their names, in the order of the output
 */
public record Model(int cycle, int labels, double accuracy, List<String> classes) {

  /** Name of the ONNX part. */
  public static final String ONNX = "model.onnx";

  /** Name of the ONNX output. */
  public static final String PROBABILITIES = "probabilities";

  /** Key of the class names in the ONNX metadata. */
  public static final String CLASSES = "classes";

  public Model {
    classes = List.copyOf(classes);
  }
}
