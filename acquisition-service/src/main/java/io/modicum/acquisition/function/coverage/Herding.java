package io.modicum.acquisition.function.coverage;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.FeatureRows;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Randomness;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Chooses, time after time, the image that adds most to the {@link KernelCoverage} of the pool by
 * labelled and chosen images (Bae et al. 2024, algorithm 1). Since what an image adds never grows,
 * an image is looked at again only when what it added last makes it the best (lazy greedy, Minoux
 * 1978); the choice is the same. Ties go by the seed.
 *
 * <p>It is exact for pools of up to {@code sample} images. In larger ones as many are drawn to be
 * covered, and as many candidates; once a quarter of these is chosen, others are drawn. Time grows
 * with the square of the sample, memory with the sample, neither with the pool.
 */
abstract class Herding implements AcquisitionFunction {

  static final Setting SAMPLE =
      Setting.integer(
          "sample",
          20_000,
          100,
          100_000,
          "How many images of a larger pool are drawn to be compared with each other.");

  private static final int OFFERED_TOGETHER = 1024;
  private static final int LOOKED_AT_TOGETHER = 32;

  /** Returns the kernel's σ, for features of length 1. */
  abstract double sigma(Pool pool, Settings settings);

  /** Returns how much each image counts; none is negative. */
  abstract double[] weights(Pool pool, Settings settings, int[] images);

  /** Says to people why an image that raises the coverage so much was chosen. */
  abstract String reason(double gain);

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    Matrix features = pool.features().covering(pool.size(), "features");
    int sample = settings.integer(SAMPLE.name());
    double sigma = sigma(pool, settings);
    int[] left = pool.candidates();
    List<Pick> picks = new ArrayList<>();
    for (int draw = 1; picks.size() < count && left.length > 0; draw += 2) {
      int[] images =
          Randomness.sample(pool, IntStream.range(0, pool.size()).toArray(), sample, draw);
      int[] offered = Randomness.sample(pool, left, sample, draw + 1);
      KernelCoverage coverage =
          new KernelCoverage(
              FeatureRows.readNormalised(features, images),
              features.columns(),
              weights(pool, settings, images),
              sigma);
      IntStream.concat(Arrays.stream(pool.labelled()), picks.stream().mapToInt(Pick::image))
          .forEach(
              image -> {
                pool.requireCampaign();
                coverage.add(FeatureRows.readNormalised(features, image), 0);
              });
      int wanted = offered.length == left.length ? left.length : offered.length / 4;
      picks.addAll(
          greedy(pool, coverage, features, offered, Math.min(wanted, count - picks.size())));
      int[] chosen = picks.stream().mapToInt(Pick::image).sorted().toArray();
      left = Arrays.stream(left).filter(i -> Arrays.binarySearch(chosen, i) < 0).toArray();
    }
    return picks;
  }

  /**
   * What a candidate added when it was last looked at.
   *
   * @param row of the candidate
   * @param chosen how many had been chosen then
   * @param number of the candidate's own, which settles ties
   */
  private record Bound(int row, double gain, int chosen, double number)
      implements Comparable<Bound> {

    @Override
    public int compareTo(Bound other) {
      int byGain = Double.compare(other.gain, gain);
      return byGain != 0 ? byGain : Double.compare(number, other.number);
    }
  }

  private List<Pick> greedy(
      Pool pool, KernelCoverage coverage, Matrix features, int[] offered, int count) {
    float[] rows = FeatureRows.readNormalised(features, offered);
    double[] numbers =
        Arrays.stream(offered).mapToDouble(i -> Randomness.uniform(pool, i)).toArray();
    List<Pick> picks = new ArrayList<>();
    PriorityQueue<Bound> bestFirst = new PriorityQueue<>();
    for (int first = 0; first < offered.length; first += OFFERED_TOGETHER) {
      pool.requireCampaign();
      int end = Math.min(first + OFFERED_TOGETHER, offered.length);
      offer(coverage, rows, numbers, IntStream.range(first, end).toArray(), 0, bestFirst);
    }
    while (picks.size() < count) {
      pool.requireCampaign();
      Bound best = bestFirst.element();
      if (best.chosen == picks.size()) {
        bestFirst.remove();
        coverage.add(rows, best.row * features.columns());
        picks.add(new Pick(offered[best.row], best.gain, reason(best.gain)));
      } else {
        int[] stale = new int[LOOKED_AT_TOGETHER];
        int size = 0;
        while (size < stale.length
            && !bestFirst.isEmpty()
            && bestFirst.element().chosen < picks.size()) {
          stale[size++] = bestFirst.remove().row;
        }
        offer(coverage, rows, numbers, Arrays.copyOf(stale, size), picks.size(), bestFirst);
      }
    }
    return picks;
  }

  private static void offer(
      KernelCoverage coverage,
      float[] rows,
      double[] numbers,
      int[] which,
      int chosen,
      PriorityQueue<Bound> queue) {
    double[] gains = coverage.gains(rows, which);
    for (int i = 0; i < which.length; i++) {
      queue.add(new Bound(which[i], gains[i], chosen, numbers[which[i]]));
    }
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f%%", 100 * share);
  }
}
