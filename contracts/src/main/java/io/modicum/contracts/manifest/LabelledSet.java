package io.modicum.contracts.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.campaign.ExistingLabels;
import java.util.List;
import java.util.Set;

/**
 * All labels that people gave in a campaign up to and with a cycle, in ascending order of the
 * image. Those that the dataset came with are in the dataset.
 *
 * @param leftOut images that were asked for but left without a label, in ascending order; not to be
 *     asked for again
 * @param evaluation labels of the evaluation sample so far, in ascending order of the image; not to
 *     be learnt from
 */
public record LabelledSet(
    int cycle,
    List<Label> labels,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> leftOut,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Label> evaluation) {

  public LabelledSet {
    labels = List.copyOf(labels);
    leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
    evaluation = evaluation == null ? List.of() : List.copyOf(evaluation);
  }

  /** A set of which no image was left out, measured on the dataset's test split. */
  public LabelledSet(int cycle, List<Label> labels) {
    this(cycle, labels, List.of(), List.of());
  }

  /**
   * Returns how many of the labels count against the budget: those of images that people confirm do
   * not, since they came with one.
   *
   * @param existing what becomes of the labels that the dataset came with
   */
  public int budgeted(ExistingLabels existing) {
    Set<Integer> confirmed = Set.copyOf(existing.confirmed());
    return (int) labels.stream().filter(label -> !confirmed.contains(label.image())).count();
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
