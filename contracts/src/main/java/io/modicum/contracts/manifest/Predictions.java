package io.modicum.contracts.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A cycle's classifier over the whole dataset: part {@link #PROBABILITIES} float32 {@code [pool,
 * classes]}. If it has a committee of heads that were fitted on bootstrap samples of the labels,
 * linear ones are the parts {@link #COMMITTEE_WEIGHTS} float32 {@code [members, classes, d]} and
 * {@link #COMMITTEE_BIAS} float32 {@code [members, classes]}, for features from which {@link
 * #FEATURE_MEAN} is subtracted and which are then divided by {@link #FEATURE_DEVIATION}, both
 * float32 {@code [d]}; any others are the parts {@link #committeeProbabilities} float32 {@code
 * [pool, classes]}, one for each. Part {@link #MAP} float32 {@code [pool, 2]}, if it is there,
 * places the pool in two dimensions so that images are near each other whose features are.
 *
 * @param labels that people gave and that count against the budget
 * @param existing images that came with a label and were learnt from, too, be it confirmed or not;
 *     absent where none was
 * @param accuracy share of the test split, or of what is labelled of the evaluation sample,
 *     predicted right, in [0, 1]; absent where neither has a label
 * @param perClass report on the same images, in label order
 * @param head what was chosen when the head was fitted; absent where nothing was, or a whole
 *     network was trained
 * @param confusion the same images by their class and then by the class they were taken for, {@code
 *     [classes][classes]}; absent where there are too many classes to look at
 * @param heldOut how the fit does on labels that it has not seen, which is what may decide
 *     anything; absent where too few are labelled or a whole network was trained, and in what
 *     earlier versions wrote
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Predictions(
    int cycle,
    int labels,
    OptionalInt existing,
    OptionalDouble accuracy,
    List<ClassReport> perClass,
    Optional<Head> head,
    Optional<List<List<Integer>>> confusion,
    Optional<HeldOut> heldOut) {

  public static final String PROBABILITIES = "probabilities.npy";
  public static final String COMMITTEE_WEIGHTS = "committee-weights.npy";
  public static final String COMMITTEE_BIAS = "committee-bias.npy";
  public static final String FEATURE_MEAN = "feature-mean.npy";
  public static final String FEATURE_DEVIATION = "feature-std.npy";
  public static final String MAP = "map.npy";

  public Predictions {
    perClass = List.copyOf(perClass);
  }

  /** Predictions of a network that was trained as a whole. */
  public Predictions(int cycle, int labels, double accuracy, List<ClassReport> perClass) {
    this(
        cycle,
        labels,
        OptionalInt.empty(),
        OptionalDouble.of(accuracy),
        perClass,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the name of what a member of the committee, counted from 0, says of the pool. */
  public static String committeeProbabilities(int member) {
    return String.format(Locale.ROOT, "committee-probabilities-%05d.npy", member);
  }

  /** Returns how many images accuracy is measured on. */
  public int evaluated() {
    return perClass.stream().mapToInt(ClassReport::support).sum();
  }

  /**
   * How well one class is recognised.
   *
   * @param precision share of those predicted to be of the class that are, 0 if none was predicted
   * @param recall share of the class that was recognised, 0 if none is known to be of it
   * @param support images of the class
   */
  public record ClassReport(String name, double precision, double recall, int support) {}

  /**
   * What was chosen when a linear head was fitted.
   *
   * @param c inverse of the L2 penalty, as given or as chosen on held-out labels
   * @param temperature by which the fitted margins were divided, to calibrate the probabilities
   */
  public record Head(double c, double temperature) {}

  /**
   * Accuracy by cross-validation on the labelled set. It is no accuracy on the pool: the images
   * were chosen, not drawn.
   *
   * @param accuracy share of the labels that a fit without them predicts right, in [0, 1]
   * @param labels how many were held out, each once
   */
  public record HeldOut(double accuracy, int labels) {

    /** Returns the standard error of the accuracy, Agresti and Coull's: never 0. */
    public double standardError() {
      double share = (accuracy * labels + 2) / (labels + 4);
      return Math.sqrt(share * (1 - share) / (labels + 4));
    }
  }
}
