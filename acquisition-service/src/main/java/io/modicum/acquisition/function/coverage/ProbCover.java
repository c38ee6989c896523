package io.modicum.acquisition.function.coverage;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Randomness;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.function.baseline.RandomSampling;
import io.modicum.acquisition.matrix.Balls;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.Sketch;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.manifest.Selection.Pick;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * Chooses, time after time, the image whose ball covers the most images that no labelled or chosen
 * one covers (Yehuda, Dekel, Hacohen and Weinshall 2022, arXiv 2205.11320, algorithm 1). A ball
 * holds the images nearer than a radius. Where none is given, it is the largest at which at least
 * 95% of the balls are pure (section 4.2): of one k-means cluster, with as many clusters as there
 * are classes; measured at up to 10,000 images, drawn at random. Ties go to the lowest index in the
 * dataset, but where each image that is left covers itself alone they are broken by the seed; once
 * all images are covered, the rest is drawn at random.
 */
@ApplicationScoped
class ProbCover implements AcquisitionFunction {

  private static final double PURE_SHARE = 0.95;
  private static final int MEASURED = 10_000;
  private static final int ITERATIONS = 30;

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "probcover",
        "The images whose neighbourhoods cover the most of the pool; for small budgets.",
        "Yehuda, Dekel, Hacohen and Weinshall 2022, arXiv 2205.11320",
        Set.of(Need.FEATURES),
        List.of(
            Setting.automatic(
                "radius", 0, Float.MAX_VALUE, "How near images must be to cover each other.")));
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    Matrix features = pool.features().covering(pool.size(), "features");
    Sketch sketch = Sketch.build(features, pool.size());
    double radius = settings.given("radius").orElseGet(() -> pureRadius(pool, features, sketch));
    List<Pick> picks = cover(pool, count, new Balls(features, pool.size(), sketch, radius));
    Set<Integer> chosen = new HashSet<>(picks.stream().map(Pick::image).toList());
    new RandomSampling()
        .choose(pool, pool.candidates().length, settings).stream()
            .filter(pick -> !chosen.contains(pick.image()))
            .limit(count - picks.size())
            .map(pick -> new Pick(pick.image(), 0, "drawn at random, since all are covered"))
            .forEach(picks::add);
    return picks;
  }

  private static List<Pick> cover(Pool pool, int count, Balls balls) {
    boolean[] covered = new boolean[pool.size()];
    for (int image : pool.labelled()) {
      Arrays.stream(balls.find(image)).forEach(other -> covered[other] = true);
    }
    AtomicIntegerArray gains = new AtomicIntegerArray(pool.size());
    int[] uncovered = IntStream.range(0, pool.size()).filter(i -> !covered[i]).toArray();
    balls.add(1, uncovered, gains, pool::requireCampaign);
    List<Pick> picks = new ArrayList<>();
    int[] candidates = pool.candidates();
    while (picks.size() < count) {
      pool.requireCampaign();
      int best =
          Arrays.stream(candidates)
              .boxed()
              .max(
                  Comparator.<Integer>comparingInt(gains::get)
                      .thenComparing(
                          (a, b) ->
                              gains.get(a) > 1
                                  ? pool.indexInDataset(b) - pool.indexInDataset(a)
                                  : Randomness.compare(pool, b, a)))
              .orElse(-1);
      if (best < 0 || gains.get(best) == 0) {
        break;
      }
      int[] fresh = Arrays.stream(balls.find(best)).filter(image -> !covered[image]).toArray();
      picks.add(new Pick(best, fresh.length, "covers " + fresh.length + " images that were not"));
      Arrays.stream(fresh).forEach(image -> covered[image] = true);
      balls.add(-1, fresh, gains, pool::requireCampaign);
    }
    return picks;
  }

  static double pureRadius(Pool pool, Matrix features, Sketch sketch) {
    int clusters = Math.max(2, pool.classes());
    int[] groups = PoolClusters.cluster(pool, features, sketch, clusters, ITERATIONS).assignments();
    int[] images = IntStream.range(0, pool.size()).toArray();
    int[] centers = Randomness.sample(pool, images, MEASURED, clusters + 1);
    double[] radii = Balls.pureRadii(features, sketch, groups, centers, pool::requireCampaign);
    Arrays.sort(radii);
    return radii[(int) Math.floor((1 - PURE_SHARE) * centers.length)];
  }
}
