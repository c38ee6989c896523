package io.modicum.inference.prediction;

import io.modicum.contracts.vector.Vectors;
import io.modicum.inference.head.LabelledRows;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;

/**
 * What a classifier is so sure of that the next one learns from it, too (Wang et al. 2017,
 * Cost-Effective Active Learning, arXiv 1701.03551, equation 5).
 */
final class PseudoLabels {

  private PseudoLabels() {}

  /**
   * Returns the unlabelled images whose class probabilities have an entropy below a threshold, each
   * with its likeliest class.
   *
   * @param probabilities {@code [images, classes]}
   * @param labelled images that people labelled
   * @param excluded images that nothing is to be learnt of, such as those that measure accuracy
   * @param threshold in nats
   */
  static LabelledRows of(
      float[] probabilities,
      int classes,
      LabelledRows labelled,
      Collection<Integer> excluded,
      double threshold) {
    boolean[] known = new boolean[probabilities.length / classes];
    Arrays.stream(labelled.images()).forEach(image -> known[image] = true);
    excluded.forEach(image -> known[image] = true);
    int[] sure =
        IntStream.range(0, known.length)
            .filter(image -> !known[image])
            .filter(image -> entropy(probabilities, image * classes, classes) < threshold)
            .toArray();
    return new LabelledRows(
        sure,
        Arrays.stream(sure)
            .map(image -> Vectors.argmax(probabilities, image * classes, classes))
            .toArray());
  }

  private static double entropy(float[] p, int offset, int classes) {
    double entropy = 0;
    for (int i = offset; i < offset + classes; i++) {
      entropy -= p[i] > 0 ? p[i] * Math.log(p[i]) : 0;
    }
    return entropy;
  }
}
