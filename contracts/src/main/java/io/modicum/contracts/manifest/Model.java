package io.modicum.contracts.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The finished classifier of a campaign in one file, part {@link #ONNX}: input {@code images} uint8
 * {@code [n, 3, height, width]}, output {@link #PROBABILITIES} float32 {@code [n, classes]}. The
 * names of the classes are in the file's metadata, too, as a JSON array under {@link #CLASSES}.
 *
 * @param cycle the campaign's last
 * @param labels images that people were asked for and labelled
 * @param accuracy as in {@code Predictions}
 * @param classes their names, in the order of the output
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Model(int cycle, int labels, OptionalDouble accuracy, List<String> classes) {

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
