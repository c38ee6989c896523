package io.modicum.inference.prediction;

import io.modicum.contracts.manifest.Predictions.ClassReport;
import io.modicum.contracts.vector.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well a classifier does on the images whose class is known.
 *
 * @param accuracy share predicted right, in [0, 1]; absent where no class is known
 * @param perClass precision and recall, in label order
 * @param confusion images by their class and then by the class they were taken for, {@code
 *     [classes][classes]}
 */
record Evaluation(
    OptionalDouble accuracy, List<ClassReport> perClass, List<List<Integer>> confusion) {

  /**
   * Compares the most probable class of each image with the truth.
   *
   * @param probabilities {@code [n, classes]}; the lowest class wins a tie
   * @param truth class of each image, −1 where unknown
   */
  static Evaluation of(float[] probabilities, int[] truth, List<String> classes) {
    int k = classes.size();
    int[][] confusion = new int[k][k];
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] >= 0) {
        confusion[truth[i]][Vectors.argmax(probabilities, i * k, k)]++;
      }
    }
    int[] right = IntStream.range(0, k).map(c -> confusion[c][c]).toArray();
    int[] support = Arrays.stream(confusion).mapToInt(row -> IntStream.of(row).sum()).toArray();
    int known = IntStream.of(support).sum();
    int[] predicted =
        IntStream.range(0, k)
            .map(c -> Arrays.stream(confusion).mapToInt(row -> row[c]).sum())
            .toArray();
    return new Evaluation(
        known == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of((double) IntStream.of(right).sum() / known),
        IntStream.range(0, k)
            .mapToObj(
                c ->
                    new ClassReport(
                        classes.get(c),
                        share(right[c], predicted[c]),
                        share(right[c], support[c]),
                        support[c]))
            .toList(),
        Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
