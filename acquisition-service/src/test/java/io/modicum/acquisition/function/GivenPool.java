package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.acquisition.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A pool in memory, all of which a test decides; nothing is labelled or excluded at first. */
public final class GivenPool implements Pool, Cloneable {

  private final int size;
  private int[] indices;
  private int[] labelled = {};
  private int[] excluded = {};
  private int[] labels = {};
  private int classes = 1;
  private Matrix features = new DenseMatrix(new float[0], 0, 1);
  private Matrix probabilities = features;
  private List<Matrix> committee = List.of();
  private int[] truth = {};
  private long seed;
  private int cycle;
  private Runnable requireCampaign = () -> {};

  private GivenPool(int size) {
    this.size = size;
    this.indices = IntStream.range(0, size).toArray();
  }

  public static GivenPool of(int size) {
    return new GivenPool(size);
  }

  /** A pool of which everything is drawn at random. */
  public static GivenPool random(
      SplittableRandom random, int size, int classes, double labelledShare) {
    GivenPool pool = new GivenPool(size);
    pool.truth = random.ints(size, 0, classes).toArray();
    pool.classes = classes;
    pool.features = gaussian(random, size, 3);
    pool.probabilities = probabilities(random, size, classes);
    pool.committee =
        IntStream.range(0, 4).<Matrix>mapToObj(m -> probabilities(random, size, classes)).toList();
    pool.seed = random.nextLong();
    GivenPool started =
        pool.labelling(
            IntStream.range(0, size)
                .filter(image -> random.nextDouble() < labelledShare)
                .toArray());
    return started.withCycle(started.labelled.length == 0 ? 0 : 1);
  }

  private static Matrix gaussian(SplittableRandom random, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new DenseMatrix(values, rows, columns);
  }

  public static DenseMatrix probabilities(SplittableRandom random, int rows, int classes) {
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

  private GivenPool with(Consumer<GivenPool> change) {
    try {
      GivenPool other = (GivenPool) clone();
      change.accept(other);
      return other;
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  public GivenPool labelling(int... images) {
    return with(
        pool -> {
          pool.labelled = images;
          pool.labels = new int[images.length];
          Arrays.setAll(pool.labels, i -> images[i] < truth.length ? truth[images[i]] : 0);
        });
  }

  public GivenPool withFeatures(Matrix given) {
    return with(pool -> pool.features = given);
  }

  public GivenPool withProbabilities(Matrix given) {
    return with(
        pool -> {
          pool.probabilities = given;
          pool.classes = given.columns();
        });
  }

  public GivenPool withClasses(int given) {
    return with(pool -> pool.classes = given);
  }

  public GivenPool withCommittee(List<Matrix> given) {
    return with(pool -> pool.committee = given);
  }

  public GivenPool withTruth(int... given) {
    return with(pool -> pool.truth = given);
  }

  public GivenPool withSeed(long given) {
    return with(pool -> pool.seed = given);
  }

  public GivenPool withCycle(int given) {
    return with(pool -> pool.cycle = given);
  }

  public GivenPool wantedWhile(Runnable given) {
    return with(pool -> pool.requireCampaign = given);
  }

  /** Images that are not labelled and may not be chosen, ascending. */
  public GivenPool excluding(int... images) {
    return with(pool -> pool.excluded = images);
  }

  /** The same images in another order: the new image {@code i} is the old {@code order[i]}. */
  public GivenPool inOrder(int[] order) {
    int[] where = new int[size];
    IntStream.range(0, size).forEach(image -> where[order[image]] = image);
    return with(pool -> {
          pool.indices = order;
          pool.excluded = Arrays.stream(excluded).map(image -> where[image]).sorted().toArray();
          pool.features = inOrder(features, order);
          pool.probabilities = inOrder(probabilities, order);
          pool.committee = committee.stream().map(member -> inOrder(member, order)).toList();
          pool.truth = Arrays.stream(order).map(image -> truth[image]).toArray();
        })
        .labelling(Arrays.stream(labelled).map(image -> where[image]).sorted().toArray());
  }

  private static Matrix inOrder(Matrix matrix, int[] order) {
    float[] values = new float[order.length * matrix.columns()];
    for (int i = 0; i < order.length; i++) {
      matrix.read(order[i], 1, values, i * matrix.columns());
    }
    return new DenseMatrix(values, order.length, matrix.columns());
  }

  @Override
  public int indexInDataset(int image) {
    return indices[image];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int[] labelled() {
    return labelled;
  }

  @Override
  public int[] labels() {
    return labels;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public Matrix features() {
    return features;
  }

  @Override
  public Matrix probabilities() {
    return probabilities;
  }

  @Override
  public List<Matrix> committee() {
    return committee;
  }

  @Override
  public int[] truth() {
    return truth;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public int cycle() {
    return cycle;
  }

  @Override
  public void requireCampaign() {
    requireCampaign.run();
  }

  public int[] excluded() {
    return excluded;
  }

  @Override
  public int[] candidates() {
    return IntStream.range(0, size)
        .filter(image -> Arrays.binarySearch(labelled, image) < 0)
        .filter(image -> Arrays.binarySearch(excluded, image) < 0)
        .toArray();
  }
}
