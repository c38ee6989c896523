package io.modicum.acquisition.function;

import static io.modicum.acquisition.function.FoundFunctions.named;

import com.sun.management.OperatingSystemMXBean;
import io.modicum.acquisition.function.coverage.AutomaticRadius;
import io.modicum.acquisition.matrix.Clusters;
import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.acquisition.matrix.KMeans;
import io.modicum.acquisition.matrix.MappedMatrix;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.Sketch;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.store.Npy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Measures acquisition functions in seconds; see {@code benchmark/run}.
 *
 * <ul>
 *   <li>{@code generate FOLDER SHARDS}: features and class probabilities of 50,000 images a shard
 *   <li>{@code compare PROBABILITIES RADIUS FEATURES…}: each function after runs to warm up
 *   <li>{@code radius PROBABILITIES CLASSES FEATURES…}: the automatic radius of ProbCover
 *   <li>{@code growth FOLDER SHARDS}: the linear functions on more and more images
 * </ul>
 *
 * Features may be in several files, one after the other; as many images take part as have
 * probabilities.
 */
final class AcquisitionBenchmark {

  private static final int SHARD_ROWS = 50_000;
  private static final int[] SIZES = {50_000, 100_000, 250_000, 500_000, 1_000_000};
  private static final int COLUMNS = 512;
  private static final int CLASSES = 100;
  private static final int CLUSTERS = 50;
  private static final int ITERATIONS = 20;

  /** Runs of what takes milliseconds; the first half warms up. */
  private static final int SHORT_RUNS = 200;

  /** Runs of what takes milliseconds at each size of a pool. */
  private static final int GROWTH_RUNS = 20;

  /** Iterations of k-means that do not settle its clusters yet, so that all sizes need them all. */
  private static final int GROWTH_ITERATIONS = 5;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private AcquisitionBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "generate" -> generate(path, Integer.parseInt(arguments[2]));
      case "compare" -> compare(pool(arguments), Double.parseDouble(arguments[2]));
      case "radius" -> radius(pool(arguments), Integer.parseInt(arguments[2]));
      case "growth" -> growth(path, Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static MappedMatrix map(Path file) throws IOException {
    return MappedMatrix.map(file.toString(), file);
  }

  /** The pool of {@code COMMAND PROBABILITIES ANY FEATURES…}. */
  private static GivenPool pool(String... arguments) throws IOException {
    List<MappedMatrix> features = new ArrayList<>();
    for (String file : List.of(arguments).subList(3, arguments.length)) {
      features.add(map(Path.of(file)));
    }
    Matrix probabilities = map(Path.of(arguments[1]));
    return pool(probabilities.rows(), MappedMatrix.stacked(features), probabilities);
  }

  private static void generate(Path folder, int shards) throws IOException {
    SplittableRandom random = new SplittableRandom(0);
    double[] centers = random.doubles(CLUSTERS * COLUMNS, -1.7, 1.7).toArray();
    for (int shard = 0; shard < shards; shard++) {
      float[] features = new float[SHARD_ROWS * COLUMNS];
      for (int row = 0; row < SHARD_ROWS; row++) {
        int cluster = random.nextInt(CLUSTERS);
        for (int i = 0; i < COLUMNS; i++) {
          features[row * COLUMNS + i] =
              (float)
                  ((centers[cluster * COLUMNS + i] + 0.7 * random.nextGaussian())
                      / Math.sqrt(1.5 * COLUMNS));
        }
      }
      Files.write(folder.resolve("features-" + shard), Npy.encode(features, SHARD_ROWS, COLUMNS));
      DenseMatrix probabilities = GivenPool.probabilities(random, SHARD_ROWS, CLASSES);
      Files.write(
          folder.resolve("probabilities-" + shard),
          Npy.encode(probabilities.values(), SHARD_ROWS, CLASSES));
    }
  }

  private static void compare(GivenPool pool, double radius) {
    Matrix features = pool.features();
    for (String run : new String[] {"warm up", "measured"}) {
      boolean print = run.equals("measured");
      List<Pick> picks =
          measure(print, "k-center-greedy", named("k-center-greedy"), pool, 1000, Map.of());
      String images = picks.stream().map(p -> "" + p.image()).collect(Collectors.joining(","));
      Clusters clusters =
          measure(
              print,
              "k-means",
              () ->
                  KMeans.cluster(
                      features,
                      pool.size(),
                      Sketch.build(features, pool.size()),
                      CLUSTERS,
                      ITERATIONS,
                      Randomness.of(pool),
                      pool::requireCampaign));
      measure(print, "typiclust", named("typiclust"), pool, 500, Map.of());
      measure(print, "probcover", named("probcover"), pool, 100, Map.of("radius", radius));
      if (print) {
        System.out.printf(
            Locale.ROOT, "inertia %.5g %d%n", clusters.inertia(), clusters.iterations());
        System.out.println("picks " + images);
      }
    }
    for (String function : List.of("margin", "entropy")) {
      for (int run = 0; run < SHORT_RUNS; run++) {
        boolean print = run >= SHORT_RUNS / 2;
        measure(print, function, named(function), pool, 1000, Map.of());
      }
    }
    int[] images = pool.candidates();
    for (int run = 0; run < SHORT_RUNS; run++) {
      measure(
          run >= SHORT_RUNS / 2,
          "reading-alone",
          () ->
              BlockScores.compute(
                  pool, List.of(pool.probabilities()), images, (rows, offset) -> rows[0][offset]));
    }
  }

  private static void radius(GivenPool pool, int classes) {
    System.out.println(AutomaticRadius.of(pool.withClasses(classes)));
  }

  private static void growth(Path folder, int shards) throws IOException {
    List<MappedMatrix> features = new ArrayList<>();
    List<MappedMatrix> probabilities = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      features.add(map(folder.resolve("features-" + shard)));
      probabilities.add(map(folder.resolve("probabilities-" + shard)));
    }
    Matrix allFeatures = MappedMatrix.stacked(features);
    Matrix allProbabilities = MappedMatrix.stacked(probabilities);
    for (int run = 0; run < 3; run++) {
      growth(false, pool(SHARD_ROWS, allFeatures, allProbabilities));
    }
    for (int size : SIZES) {
      if (size <= allFeatures.rows()) {
        growth(true, pool(size, allFeatures, allProbabilities));
      }
    }
  }

  private static void growth(boolean print, GivenPool pool) {
    measure(print, pool.size() + " k-center-greedy", named("k-center-greedy"), pool, 100, Map.of());
    measure(
        print,
        pool.size() + " k-means",
        () ->
            KMeans.cluster(
                pool.features(),
                pool.size(),
                Sketch.build(pool.features(), pool.size()),
                CLUSTERS,
                GROWTH_ITERATIONS,
                Randomness.of(pool),
                pool::requireCampaign));
    for (String function : List.of("margin", "ratio", "least-confidence", "entropy", "random")) {
      for (int run = 0; run < GROWTH_RUNS; run++) {
        measure(print, pool.size() + " " + function, named(function), pool, 1000, Map.of());
      }
    }
    measure(print, pool.size() + " cluster-margin", named("cluster-margin"), pool, 100, Map.of());
    measure(print, pool.size() + " badge", named("badge"), pool, 20, Map.of());
  }

  private static List<Pick> measure(
      boolean print,
      String name,
      AcquisitionFunction function,
      Pool pool,
      int count,
      Map<String, Double> settings) {
    Settings complete = Settings.complete(function.description(), settings);
    return measure(print, name, () -> function.choose(pool, count, complete));
  }

  private static <T> T measure(boolean print, String name, Supplier<T> task) {
    long start = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    T result = task.get();
    if (print) {
      System.out.printf(
          Locale.ROOT,
          "%s %.5f %.3f%n",
          name,
          (System.nanoTime() - start) / 1e9,
          (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
    }
    return result;
  }

  private static GivenPool pool(int size, Matrix features, Matrix probabilities) {
    return GivenPool.of(size).withFeatures(features).withProbabilities(probabilities);
  }
}
