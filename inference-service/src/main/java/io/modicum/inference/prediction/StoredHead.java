package io.modicum.inference.prediction;

import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.inference.head.FittedHead;
import io.modicum.inference.head.LinearHead;
import io.modicum.inference.head.Standardisation;
import java.util.function.Function;

/** A linear head as parts of its cycle's predictions. */
public final class StoredHead {

  private static final String WEIGHTS = "weights.npy";
  private static final String BIAS = "bias.npy";

  private StoredHead() {}

  static void write(FittedHead fitted, Attempt attempt) {
    LinearHead head = fitted.head();
    int classes = head.bias().length;
    int features = head.weights().length / classes;
    attempt.put(WEIGHTS, Npy.encode(head.weights(), classes, features));
    attempt.put(BIAS, Npy.encode(head.bias(), classes));
    attempt.put(Predictions.FEATURE_MEAN, Npy.encode(head.standardisation().mean(), features));
    attempt.put(
        Predictions.FEATURE_DEVIATION, Npy.encode(head.standardisation().deviation(), features));
    if (!fitted.committee().isEmpty()) {
      int members = fitted.committee().size();
      attempt.put(
          Predictions.COMMITTEE_WEIGHTS,
          Npy.encode(joined(fitted, LinearHead::weights), members, classes, features));
      attempt.put(
          Predictions.COMMITTEE_BIAS,
          Npy.encode(joined(fitted, LinearHead::bias), members, classes));
    }
  }

  private static float[] joined(FittedHead fitted, Function<LinearHead, float[]> of) {
    int length = of.apply(fitted.head()).length;
    float[] all = new float[fitted.committee().size() * length];
    for (int member = 0; member < fitted.committee().size(); member++) {
      System.arraycopy(of.apply(fitted.committee().get(member)), 0, all, member * length, length);
    }
    return all;
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
