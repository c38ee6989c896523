package io.modicum.gateway.dataset;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many images of each class a dataset came with.
 *
 * @param classes in label order
 */
record ClassCounts(List<ClassCount> classes) {

  /**
   * The images of one class.
   *
   * @param pool images that may be labelled
   * @param test images of the test split
   */
  record ClassCount(String name, int pool, int test) {}

  /**
   * @param names of the classes, in label order
   * @param labels of all images, first the pool's
   * @param pool how many images are the pool's
   */
  static ClassCounts of(List<String> names, int[] labels, int pool) {
    int[][] counts = new int[2][names.size()];
    IntStream.range(0, labels.length)
        .filter(image -> labels[image] >= 0)
        .forEach(image -> counts[image < pool ? 0 : 1][labels[image]]++);
    return new ClassCounts(
        IntStream.range(0, names.size())
            .mapToObj(i -> new ClassCount(names.get(i), counts[0][i], counts[1][i]))
            .toList());
  }
}
