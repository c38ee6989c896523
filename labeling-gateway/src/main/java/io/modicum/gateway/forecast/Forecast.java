package io.modicum.gateway.forecast;

import java.util.Arrays;
import java.util.List;

/**
 * What accuracy to expect at a larger number of labels.
 *
 * @param labels that people gave by then
 * @param accuracy as likely to be exceeded as not, in [0, 1]
 * @param lower exceeded in 95 of 100 cases
 * @param upper exceeded in 5 of 100 cases
 */
public record Forecast(int labels, double accuracy, double lower, double upper) {

  /**
   * Forecasts the budgets to come, or where none is left, twice the labels, so that people can
   * judge whether more of them are worth their price. A forecast is a function of the learning
   * curve and nothing else, so it is made here, where the curve is, when the cycle's point arrives;
   * it is kept with the cycle, so that it can be held against what came.
   *
   * @param curve so far; labels grow, and may be none at first
   * @param budgets labels after each cycle of the campaign
   * @param pool images that may be labelled
   * @return empty after fewer than {@value PowerLaw#LEAST_POINTS} cycles that learnt from labels
   *     and of which somebody knows on how many images accuracy is measured
   */
  public static List<Forecast> after(List<PowerLaw.Point> curve, int[] budgets, int pool) {
    List<PowerLaw.Point> known =
        curve.stream().filter(point -> point.learntFrom() > 0 && point.evaluated() > 0).toList();
    if (known.size() < PowerLaw.LEAST_POINTS) {
      return List.of();
    }
    PowerLaw.Point last = known.get(known.size() - 1);
    int labels = last.labels();
    int[] toCome = Arrays.stream(budgets).filter(budget -> budget > labels).toArray();
    int twice = Math.min(2 * labels, pool - last.existing());
    if (toCome.length == 0 && twice > labels) {
      toCome = new int[] {twice};
    }
    PowerLaw law = new PowerLaw(known);
    return Arrays.stream(toCome).mapToObj(law::at).toList();
  }
}
