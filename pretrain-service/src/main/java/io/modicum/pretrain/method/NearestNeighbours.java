package io.modicum.pretrain.method;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.pretrain.augmentation.ViewBatch;
import io.modicum.pretrain.feed.Images;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Accuracy of a weighted k-nearest-neighbour vote on features: the monitor of training without
 * labels (Wu et al. 2018, arXiv 1805.01978, section 3.4). Labels serve to watch only; nothing is
 * trained with them.
 *
 * @param known images whose labels vote
 * @param knownLabels their classes
 * @param test images that are voted on
 * @param testLabels their classes
 */
public record NearestNeighbours(
    Images known, int[] knownLabels, Images test, int[] testLabels, int classes) {

  private static final int MOST_NEIGHBOURS = 200;
  private static final double TEMPERATURE = 0.1;
  private static final int BATCH = 256;

  /**
   * Returns the share of test images that their neighbours name right, in [0, 1].
   *
   * @param features turns normalised images {@code [n, 3, h, w]} into features {@code [n, d]}
   * @param requireWanted runs between the batches; ends the work by an exception
   */
  double accuracy(NDManager manager, UnaryOperator<PtNDArray> features, Runnable requireWanted) {
    JniUtils.setGradMode(false);
    try (NDManager scope = manager.newSubManager()) {
      int neighbours = Math.max(1, Math.min(MOST_NEIGHBOURS, known.count() / classes));
      PtNDArray transposed = (PtNDArray) embed(scope, known, features, requireWanted).transpose();
      PtNDArray tested = embed(scope, test, features, requireWanted);
      int right = 0;
      for (int from = 0; from < test.count(); from += BATCH) {
        int to = Math.min(from + BATCH, test.count());
        try (NDManager some = scope.newSubManager()) {
          PtNDArray rows = (PtNDArray) tested.get(from + ":" + to);
          rows.attach(some);
          NDList nearest = rows.matMul(transposed).topK(neighbours, 1, true, true);
          right += right(nearest, from, neighbours);
        }
      }
      return (double) right / test.count();
    } finally {
      JniUtils.setGradMode(true);
    }
  }

  private int right(NDList nearest, int from, int neighbours) {
    float[] similarities = nearest.get(0).toFloatArray();
    long[] indices = nearest.get(1).toLongArray();
    int right = 0;
    for (int row = 0; row < indices.length / neighbours; row++) {
      double[] votes = new double[classes];
      for (int i = row * neighbours; i < (row + 1) * neighbours; i++) {
        votes[knownLabels[(int) indices[i]]] += Math.exp(similarities[i] / TEMPERATURE);
      }
      int winner = 0;
      for (int label = 1; label < classes; label++) {
        winner = votes[label] > votes[winner] ? label : winner;
      }
      right += winner == testLabels[from + row] ? 1 : 0;
    }
    return right;
  }

  private static PtNDArray embed(
      NDManager scope, Images images, UnaryOperator<PtNDArray> features, Runnable requireWanted) {
    NDList rows = new NDList();
    int[] all = images.indices();
    for (int from = 0; from < all.length; from += BATCH) {
      requireWanted.run();
      int[] some = Arrays.copyOfRange(all, from, Math.min(from + BATCH, all.length));
      try (NDManager batch = scope.newSubManager()) {
        PtNDArray pixels = ViewBatch.whole(images.pixels(batch, some), images.format());
        PtNDArray normalised = JniUtils.normalize(features.apply(pixels), 2, 1, 1e-12);
        normalised.attach(scope);
        rows.add(normalised);
      }
    }
    return (PtNDArray) NDArrays.concat(rows);
  }
}
