package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.FunctionSetting;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.manifest.Selection.Pick;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
 * 2403.03728); functions and thresholds are those that did best in this module's benchmark.
 */
@ApplicationScoped
class Adaptive implements AcquisitionFunction {

  private static final FunctionSetting FEW =
      FunctionSetting.number(
          "few", 10, 0, 1e6, "Labels per class up to which max-herding chooses.");
  private static final FunctionSetting MANY =
      FunctionSetting.number("many", 50, 0, 1e6, "Labels per class up to which uherding chooses.");
  private static final FunctionSetting TRUST =
      FunctionSetting.number(
          "trust",
          0.7,
          0,
          1,
          "Share of images that the classifier must expect to predict right for margin to choose.");

  private static final int BLOCK_ROWS = 4096;

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
        Settings.of(function.description(), Map.of()),
        Optional.of(String.format(Locale.ROOT, why, number)));
  }

  /** Returns the mean probability of the likeliest class; 0 where it is no number. */
  private static double expectedAccuracy(Pool pool) {
    Matrix probabilities = pool.probabilities().covering(pool.size(), "probabilities");
    int classes = probabilities.columns();
    float[] block = new float[Math.min(BLOCK_ROWS, pool.size()) * classes];
    double sum = 0;
    for (int first = 0; first < pool.size(); first += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, pool.size() - first);
      probabilities.read(first, rows, block, 0);
      for (int row = 0; row < rows; row++) {
        float likeliest = 0;
        for (int k = row * classes; k < (row + 1) * classes; k++) {
          likeliest = Math.max(likeliest, block[k]);
        }
        sum += Float.isNaN(likeliest) ? 0 : likeliest;
      }
    }
    return sum / pool.size();
  }
}
