package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.acquisition.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A pool in memory, all of which a test decides; nothing is labelled or excluded at first. */
record GivenPool(
    int size,
    int[] labelled,
    int[] excluded,
    int[] labels,
    int classes,
    Matrix features,
    Matrix probabilities,
    List<Matrix> committee,
    int[] truth,
    long seed,
    int cycle)
    implements Pool {

  static GivenPool of(int size) {
    Matrix nothing = new DenseMatrix(new float[0], 0, 1);
    return new GivenPool(
        size, new int[0], new int[0], new int[0], 1, nothing, nothing, List.of(), new int[0], 0, 0);
  }

  /** A pool of which everything is drawn at random. */
  static GivenPool random(SplittableRandom random, int size, int classes, double labelledShare) {
    int[] truth = random.ints(size, 0, classes).toArray();
    int[] labelled =
        IntStream.range(0, size).filter(image -> random.nextDouble() < labelledShare).toArray();
    return new GivenPool(
        size,
        labelled,
        new int[0],
        Arrays.stream(labelled).map(image -> truth[image]).toArray(),
        classes,
        gaussian(random, size, 3),
        probabilities(random, size, classes),
        IntStream.range(0, 4).<Matrix>mapToObj(m -> probabilities(random, size, classes)).toList(),
        truth,
        random.nextLong(),
        labelled.length == 0 ? 0 : 1);
  }

  private static Matrix gaussian(SplittableRandom random, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new DenseMatrix(values, rows, columns);
  }

  static DenseMatrix probabilities(SplittableRandom random, int rows, int classes) {
    float[] values = new float[rows * classes];
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      double[] drawn = random.doubles(classes).map(u -> -Math.log(1 - u)).toArray();
      for (double weight : drawn) {
        sum += weight;
      }
      for (int c = 0; c < classes; c++) {
        values[row * classes + c] = (float) (drawn[c] / sum);
      }
    }
    return new DenseMatrix(values, rows, classes);
  }

  GivenPool labelling(int... images) {
    int[] decided = new int[images.length];
    Arrays.setAll(decided, i -> images[i] < truth.length ? truth[images[i]] : 0);
    return new GivenPool(
        size,
        images,
        excluded,
        decided,
        classes,
        features,
        probabilities,
        committee,
        truth,
        seed,
        cycle);
  }

  GivenPool withFeatures(Matrix given) {
    return new GivenPool(
        size,
        labelled,
        excluded,
        labels,
        classes,
        given,
        probabilities,
        committee,
        truth,
        seed,
        cycle);
  }

  GivenPool withProbabilities(Matrix given) {
    return new GivenPool(
        size,
        labelled,
        excluded,
        labels,
        given.columns(),
        features,
        given,
        committee,
        truth,
        seed,
        cycle);
  }

  GivenPool withClasses(int given) {
    return new GivenPool(
        size,
        labelled,
        excluded,
        labels,
        given,
        features,
        probabilities,
        committee,
        truth,
        seed,
        cycle);
  }

  GivenPool withCommittee(List<Matrix> given) {
    return new GivenPool(
        size,
        labelled,
        excluded,
        labels,
        classes,
        features,
        probabilities,
        given,
        truth,
        seed,
        cycle);
  }

  GivenPool withTruth(int... given) {
    return new GivenPool(
        size,
        labelled,
        excluded,
        labels,
        classes,
        features,
        probabilities,
        committee,
        given,
        seed,
        cycle);
  }

  GivenPool withSeed(long given) {
    return new GivenPool(
        size,
        labelled,
        excluded,
        labels,
        classes,
        features,
        probabilities,
        committee,
        truth,
        given,
        cycle);
  }

  /** Images that are not labelled and may not be chosen, ascending. */
  GivenPool excluding(int... images) {
    return new GivenPool(
        size,
        labelled,
        images,
        labels,
        classes,
        features,
        probabilities,
        committee,
        truth,
        seed,
        cycle);
  }

  /** The same images in another order: the new image {@code i} is the old {@code order[i]}. */
  GivenPool inOrder(int[] order) {
    int[] where = new int[size];
    IntStream.range(0, size).forEach(image -> where[order[image]] = image);
    int[] moved = Arrays.stream(labelled).map(image -> where[image]).sorted().toArray();
    int[] inOrder = Arrays.stream(order).map(image -> truth[image]).toArray();
    return new GivenPool(
        size,
        moved,
        Arrays.stream(excluded).map(image -> where[image]).sorted().toArray(),
        Arrays.stream(moved).map(image -> inOrder[image]).toArray(),
        classes,
        inOrder(features, order),
        inOrder(probabilities, order),
        committee.stream().map(member -> inOrder(member, order)).toList(),
        inOrder,
        seed,
        cycle);
  }

  private static Matrix inOrder(Matrix matrix, int[] order) {
    float[] values = new float[order.length * matrix.columns()];
    for (int i = 0; i < order.length; i++) {
      matrix.read(order[i], 1, values, i * matrix.columns());
    }
    return new DenseMatrix(values, order.length, matrix.columns());
  }

  GivenPool withCycle(int given) {
    return new GivenPool(
        size,
        labelled,
        excluded,
        labels,
        classes,
        features,
        probabilities,
        committee,
        truth,
        seed,
        given);
  }

  @Override
  public int[] candidates() {
    return IntStream.range(0, size)
        .filter(image -> Arrays.binarySearch(labelled, image) < 0)
        .filter(image -> Arrays.binarySearch(excluded, image) < 0)
        .toArray();
  }
}
