package io.modicum.contracts.manifest;

import java.util.List;

/** All labels of a campaign up to and with a cycle, in ascending order of the image. */
public record LabelledSet(int cycle, List<Label> labels) {

  public LabelledSet {
    labels = List.copyOf(labels);
  }

  /**
   * One decided image.
   *
   * @param image its index in the dataset
   * @param label index of its class
   * @param cycle in which it was asked for
   * @param annotators who answered, and then the reviewer who decided, if one did
   * @param agreement share of the answers that named this class, in [0, 1]
   */
  public record Label(int image, int label, int cycle, List<String> annotators, double agreement) {

    public Label {
      annotators = List.copyOf(annotators);
    }
  }
}
