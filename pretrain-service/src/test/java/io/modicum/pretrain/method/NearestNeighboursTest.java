package io.modicum.pretrain.method;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.feed.ImageFormat;
import io.modicum.pretrain.feed.Images;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {

  private static final int SIDE = 2;
  private static final int VALUES = 3 * SIDE * SIDE;
  private static final int CLASSES = 3;

  private final TorchEngine engine = new TorchEngine(TorchEngine.Choice.CPU, 2);
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void votesAsASearchOfAllPairsDoes() {
    Images known = noise(90);
    Images test = noise(300);
    int[] knownLabels = labels(90);
    int[] testLabels = labels(300);
    NearestNeighbours neighbours =
        new NearestNeighbours(known, knownLabels, test, testLabels, CLASSES);

    try (NDManager manager = engine.newManager()) {
      AtomicInteger looks = new AtomicInteger();
      assertThat(
              neighbours.accuracy(manager, NearestNeighboursTest::pixels, looks::incrementAndGet))
          .isEqualTo(bruteForce(known, knownLabels, test, testLabels));
      assertThat(looks).as("one before each batch of 256").hasValue(3);
    }
  }

  @Test
  void isPerfectWhereEveryImageIsKnown() {
    Images images = noise(3);
    int[] labels = {2, 0, 1};

    try (NDManager manager = engine.newManager()) {
      assertThat(
              new NearestNeighbours(images, labels, images, labels, CLASSES)
                  .accuracy(manager, NearestNeighboursTest::pixels, () -> {}))
          .isEqualTo(1);
    }
  }

  private static PtNDArray pixels(PtNDArray images) {
    return (PtNDArray) images.reshape(new Shape(-1, VALUES));
  }

  private static double bruteForce(Images known, int[] knownLabels, Images test, int[] testLabels) {
    int right = 0;
    for (int i = 0; i < test.count(); i++) {
      float[] asked = normalised(test, i);
      double[] similarities = new double[known.count()];
      for (int k = 0; k < similarities.length; k++) {
        float[] other = normalised(known, k);
        similarities[k] =
            IntStream.range(0, VALUES).mapToDouble(v -> (double) asked[v] * other[v]).sum();
      }
      double[] votes = new double[CLASSES];
      IntStream.range(0, similarities.length)
          .boxed()
          .sorted(Comparator.comparingDouble(k -> -similarities[k]))
          .limit(known.count() / CLASSES)
          .forEach(k -> votes[knownLabels[k]] += Math.exp(similarities[k] / 0.1));
      int winner = 0;
      for (int label = 1; label < CLASSES; label++) {
        winner = votes[label] > votes[winner] ? label : winner;
      }
      right += winner == testLabels[i] ? 1 : 0;
    }
    return (double) right / test.count();
  }

  private static float[] normalised(Images images, int index) {
    byte[] pixels = images.shards().get(0).array();
    ImageFormat format = images.format();
    float[] values = new float[VALUES];
    double squares = 0;
    for (int v = 0; v < VALUES; v++) {
      int channel = v / (SIDE * SIDE);
      double value = (pixels[index * VALUES + v] & 0xff) / 255.0;
      values[v] =
          (float) ((value - format.mean().get(channel)) / format.standardDeviation().get(channel));
      squares += values[v] * values[v];
    }
    for (int v = 0; v < VALUES; v++) {
      values[v] /= (float) Math.sqrt(squares);
    }
    return values;
  }

  private Images noise(int count) {
    byte[] pixels = new byte[count * VALUES];
    random.nextBytes(pixels);
    return new Images(
        new ImageFormat(SIDE, SIDE, List.of(0.4, 0.5, 0.6), List.of(0.2, 0.3, 0.4)),
        List.of(ByteBuffer.wrap(pixels)));
  }

  private int[] labels(int count) {
    return random.ints(count, 0, CLASSES).toArray();
  }
}
