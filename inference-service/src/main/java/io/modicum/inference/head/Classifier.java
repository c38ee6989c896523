package io.modicum.inference.head;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Model;
import io.modicum.inference.onnx.OnnxGraph;

/** Tells the classes of images by their features. Immutable. */
public interface Classifier {

  /**
   * Returns the class probabilities of all images, {@code [rows, classes]}.
   *
   * @param features as a backbone gives them, {@code [rows, d]}
   * @param requireWanted runs now and then; ends the work by an exception
   */
  float[] probabilities(Features features, Runnable requireWanted);

  /**
   * Appends the nodes that make {@link Model#PROBABILITIES} {@code [n, classes]} of {@link
   * Backbone#FEATURES} {@code [n, d]}. They mean the same in ONNX's operator set 13 and every later
   * one, as a backbone may have any of these; their other names begin with {@code modicum.}, which
   * no name of a backbone does.
   *
   * @throws InvalidInput if a parameter is no number that ONNX Runtime can compute with
   */
  void append(OnnxGraph graph);
}
