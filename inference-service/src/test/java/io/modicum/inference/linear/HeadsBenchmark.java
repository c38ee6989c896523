package io.modicum.inference.linear;

import io.modicum.contracts.store.Npy;
import io.modicum.inference.head.Features;
import io.modicum.inference.head.Standardisation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Measures the fit of each kind of head: {@code FOLDER}, where {@code features.npy} and {@code
 * classes.npy} are. Prints a line per head: its name, its CPU seconds (median of five after some to
 * warm up), its accuracy. See {@code benchmark/run}.
 */
final class HeadsBenchmark {

  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
  private static final int TEST = 5_000;
  private static final int RUNS = 5;
  private static final double WARM_UP_SECONDS = 4;

  private HeadsBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Npy values = read(Path.of(arguments[0], "features.npy"));
    int[] truth = read(Path.of(arguments[0], "classes.npy")).ints();
    Features features = new Features(values.floats(), values.shape()[0], values.shape()[1]);
    int labels = truth.length - TEST;
    Standardisation standardisation = Standardisation.of(features, labels);
    TrainingSet set =
        new TrainingSet(
            features,
            standardisation,
            IntStream.range(0, labels).toArray(),
            Arrays.copyOf(truth, labels),
            Arrays.stream(truth).max().orElseThrow() + 1);
    Function<double[], float[]> probabilities =
        parameters ->
            LinearHead.of(
                    parameters,
                    IntStream.range(0, set.classes()).toArray(),
                    set.classes(),
                    1,
                    standardisation)
                .probabilities(features, () -> {});
    measure(Kind.LOGISTIC_REGRESSION, 0.01, set, probabilities, truth);
    measure(Kind.LINEAR_SVM, 0.001, set, probabilities, truth);
  }

  private static void measure(
      Kind kind,
      double c,
      TrainingSet set,
      Function<double[], float[]> probabilities,
      int[] truth) {
    for (long start = THREAD.getCurrentThreadCpuTime(); seconds(start) < WARM_UP_SECONDS; ) {
      fit(kind, c, set);
    }
    double[] seconds = new double[RUNS];
    double[] parameters = {};
    for (int run = 0; run < RUNS; run++) {
      long start = THREAD.getCurrentThreadCpuTime();
      parameters = fit(kind, c, set);
      seconds[run] = seconds(start);
    }
    Arrays.sort(seconds);
    System.out.printf(
        "%s %.4f %.2f%n",
        kind.model.description().name(),
        seconds[RUNS / 2],
        100 * accuracy(probabilities.apply(parameters), set, truth));
  }

  private static double[] fit(Kind kind, double c, TrainingSet set) {
    return set.fit(kind.model).minimise(c, set.zero(), LinearFit.TIGHT, () -> {});
  }

  private static double seconds(long start) {
    return (THREAD.getCurrentThreadCpuTime() - start) / 1e9;
  }

  private static double accuracy(float[] p, TrainingSet set, int[] truth) {
    int[] classes = IntStream.range(0, set.classes()).toArray();
    return IntStream.range(set.size(), truth.length)
            .filter(
                i ->
                    Arrays.stream(classes)
                        .allMatch(k -> p[i * set.classes() + k] <= p[i * set.classes() + truth[i]]))
            .count()
        / (double) TEST;
  }

  private static Npy read(Path file) throws IOException {
    return Npy.decode(file.toString(), Files.readAllBytes(file));
  }
}
