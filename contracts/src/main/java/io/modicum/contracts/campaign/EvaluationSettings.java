package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.modicum.contracts.manifest.BinomialInterval;
import java.util.List;

/**
 * The evaluation sample: images of the pool, drawn uniformly at random, that people label so that
 * accuracy can be told where a dataset has no test split. They are never chosen for training and
 * never part of the labelled set. Each cycle asks for its share of them, so that all are labelled
 * when the budget is spent.
 *
 * @param size how many; 0 where accuracy is told by the dataset's test split, or not at all
 * @param images their indices in the pool, in the order in which they were drawn; empty until the
 *     campaign starts
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EvaluationSettings(int size, List<Integer> images) {

  /** Nothing but the dataset's test split. */
  public static final EvaluationSettings NONE = new EvaluationSettings(0, List.of());

  private static final int MOST_IMAGES = 10_000;

  /** How far the truth may be from an accuracy by the default sample, 95 times of 100. */
  private static final double DEFAULT_REACH = 0.05;

  /** Of the normal distribution, two-sided, at 95 %. */
  private static final double Z = 1.96;

  public EvaluationSettings {
    images = List.copyOf(images);
    Check.that(size >= 0 && size <= MOST_IMAGES, "evaluation.size", "from 0 to " + MOST_IMAGES);
    Check.that(
        images.isEmpty()
            || images.size() == size
                && images.stream().distinct().count() == size
                && images.stream().allMatch(image -> image >= 0),
        "evaluation.images",
        "as many distinct indices of images as evaluation.size says, counted from 0");
  }

  /** Reads settings; what is not given keeps its default. */
  @JsonCreator
  static EvaluationSettings of(
      @JsonProperty("size") Integer size, @JsonProperty("images") List<Integer> images) {
    return new EvaluationSettings(
        size == null ? NONE.size : size, images == null ? NONE.images : images);
  }

  /** Returns the same with other images. */
  public EvaluationSettings withImages(List<Integer> others) {
    return new EvaluationSettings(size, others);
  }

  /**
   * Returns how large a sample tells accuracy to 5 percentage points, whatever it is, 95 times of
   * 100, but at most {@link #most}: where {@link BinomialInterval}, which is widest at a half,
   * reaches no farther, {@code z / 2√(n + z²) ≤ e}.
   *
   * @param pool images that it is drawn from
   */
  public static int defaultSize(int pool) {
    double wanted = Z * Z / (4 * DEFAULT_REACH * DEFAULT_REACH) - Z * Z;
    return Math.min((int) Math.ceil(wanted), most(pool));
  }

  /**
   * Returns how many images of a pool may be a sample: half of them, since the rest is learnt from.
   */
  public static int most(int pool) {
    return pool / 2;
  }

  /**
   * Returns the images that a cycle asks for: as large a share of the sample as the cycle is of the
   * budget.
   *
   * @param labelsPerCycle how many images people have been asked for after each cycle
   */
  public List<Integer> ofCycle(int cycle, int[] labelsPerCycle) {
    return images.subList(
        cycle == 0 ? 0 : until(cycle - 1, labelsPerCycle), until(cycle, labelsPerCycle));
  }

  private int until(int cycle, int[] labelsPerCycle) {
    double share = (double) labelsPerCycle[cycle] / labelsPerCycle[labelsPerCycle.length - 1];
    return (int) Math.ceil(share * images.size());
  }
}
