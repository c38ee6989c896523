package io.modicum.inference.prediction;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.store.Npy;
import io.modicum.inference.head.Features;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** What a cycle's classifier says of the pool, a map of it, and how right it is. */
final class PoolReport {

  private static final int LARGEST_CONFUSION = 200;

  private PoolReport() {}

  /**
   * Writes probabilities and map of the pool and measures the accuracy.
   *
   * @param features of all images, {@code [n, d]}, from which the map is drawn
   * @param probabilities of all images, {@code [n, classes]}
   * @param head how it was fitted, if a head was
   * @throws InvalidInput if a probability or a place on the map is no finite number
   */
  static Predictions write(
      CycleInputs inputs,
      int cycle,
      Features features,
      float[] probabilities,
      Optional<Predictions.Head> head,
      Optional<Predictions.HeldOut> heldOut,
      Attempt attempt) {
    int pool = inputs.pool();
    int classes = inputs.classes();
    float[] map = PrincipalComponents.of(features, pool).project(features, pool);
    requireFinite("probabilities", probabilities);
    requireFinite("map", map);
    attempt.put(
        Predictions.PROBABILITIES,
        Npy.encode(Arrays.copyOf(probabilities, pool * classes), pool, classes));
    attempt.put(Predictions.MAP, Npy.encode(map, pool, PrincipalComponents.COMPONENTS));
    Evaluation evaluation = Evaluation.of(probabilities, inputs.evaluated(), inputs.classNames());
    int existing = inputs.labelled().images().length - inputs.asked();
    return new Predictions(
        cycle,
        inputs.asked(),
        existing > 0 ? OptionalInt.of(existing) : OptionalInt.empty(),
        evaluation.accuracy(),
        evaluation.perClass(),
        head,
        Optional.of(evaluation.confusion()).filter(rows -> rows.size() <= LARGEST_CONFUSION),
        heldOut);
  }

  private static void requireFinite(String subject, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new InvalidInput(
            subject,
            "are no finite numbers; the backbone's features are too large, start a campaign with"
                + " another");
      }
    }
  }
}
