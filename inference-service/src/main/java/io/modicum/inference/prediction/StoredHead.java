package io.modicum.inference.prediction;

import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.inference.head.LinearHead;
import io.modicum.inference.head.Standardisation;

/** A linear head as parts of its cycle's predictions. */
public final class StoredHead {

  private static final String WEIGHTS = "weights.npy";
  private static final String BIAS = "bias.npy";

  private StoredHead() {}

  static void write(LinearHead head, Attempt attempt) {
    int classes = head.bias().length;
    int features = head.weights().length / classes;
    attempt.put(WEIGHTS, Npy.encode(head.weights(), classes, features));
    attempt.put(BIAS, Npy.encode(head.bias(), classes));
    attempt.put(Predictions.FEATURE_MEAN, Npy.encode(head.standardisation().mean(), features));
    attempt.put(
        Predictions.FEATURE_DEVIATION, Npy.encode(head.standardisation().deviation(), features));
  }

  /** Returns the head that a cycle fitted on frozen features. */
  public static LinearHead read(ObjectStore store, Manifest<Predictions> predictions) {
    return new LinearHead(
        floats(store, predictions, WEIGHTS),
        floats(store, predictions, BIAS),
        new Standardisation(
            floats(store, predictions, Predictions.FEATURE_MEAN),
            floats(store, predictions, Predictions.FEATURE_DEVIATION)));
  }

  private static float[] floats(ObjectStore store, Manifest<Predictions> predictions, String name) {
    String key = predictions.part(name).key();
    return Npy.decode(key, store.get(key)).floats();
  }
}
