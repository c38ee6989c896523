package io.modicum.gateway.forecast;

import java.util.Arrays;
import java.util.List;

/**
 * What accuracy to expect at a larger number of labels.
 *
 * @param labels images in the labelled set
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
   * @param evaluated images of which the last accuracy is the share predicted right
   * @return empty after fewer than {@value PowerLaw#LEAST_POINTS} cycles with labels, and where
   *     nobody knows on how many images accuracy is measured
   */
  public static List<Forecast> after(
      List<PowerLaw.Point> curve, int[] budgets, int pool, int evaluated) {
    List<PowerLaw.Point> learnt = curve.stream().filter(point -> point.labels() > 0).toList();
    if (learnt.size() < PowerLaw.LEAST_POINTS || evaluated == 0) {
      return List.of();
    }
    int labels = learnt.get(learnt.size() - 1).labels();
    int[] toCome = Arrays.stream(budgets).filter(budget -> budget > labels).toArray();
    int twice = Math.min(2 * labels, pool);
    if (toCome.length == 0 && twice > labels) {
      toCome = new int[] {twice};
    }
    PowerLaw law = new PowerLaw(learnt, evaluated);
    return Arrays.stream(toCome).mapToObj(law::at).toList();
  }
}
