package io.modicum.inference.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A head is fitted on frozen features and few labels, and run over the pool. */
@QuarkusTest
class HeadPredictingTest extends InferenceTest {

  @Test
  void predictsFromFrozenFeaturesAndFewLabels() {
    // Given
    embeddedPool();
    label(0, 1, 2, 3, 4, 5);

    // When
    chain.send(labelsCompleted(0));

    // Then
    PredictionsReady ready = predicted();
    assertThat(ready.accuracy()).hasValue(1);
    assertThat(ready.labels()).isEqualTo(6);
    Manifest<Predictions> manifest = predictions(ready);
    assertThat(manifest.content().perClass()).hasSize(CLASSES);
    Npy probabilities = npy(manifest.part(Predictions.PROBABILITIES));
    assertThat(probabilities.shape()).containsExactly(POOL, CLASSES);
    assertThat(npy(manifest.part("weights.npy")).shape()).containsExactly(CLASSES, 3);
    assertThat(npy(manifest.part(Predictions.COMMITTEE_WEIGHTS)).shape())
        .containsExactly(2, CLASSES, 3);
    assertThat(npy(manifest.part(Predictions.COMMITTEE_BIAS)).shape()).containsExactly(2, CLASSES);
    assertThat(manifest.content().head()).contains(new Predictions.Head(0.1, 1));
    assertThat(mostProbable(probabilities.floats()))
        .isEqualTo(IntStream.range(0, POOL).map(i -> i % CLASSES).toArray());
  }

  @Test
  void tellsTheAccuracyOnHeldOutLabels() {
    // Given
    embeddedPool();
    label(IntStream.range(0, POOL).toArray());

    // When
    chain.send(labelsCompleted(0));

    // Then
    assertThat(predictions(predicted()).content().heldOut())
        .contains(new Predictions.HeldOut(1, POOL));
  }

  @Test
  void learnsFromWhatTheClassifierBeforeWasSureOfWhereTheSelectionSaysSo() {
    // Given
    embeddedPool();
    float[] takesBlueForGreen = new float[POOL * CLASSES];
    Arrays.fill(takesBlueForGreen, 1f / CLASSES);
    for (int blue = 2; blue < POOL; blue += CLASSES) {
      System.arraycopy(new float[] {0, 1, 0}, 0, takesBlueForGreen, blue * CLASSES, CLASSES);
    }
    objects.commit(
        ObjectKeys.predictions(campaign, 0),
        new Predictions(0, 2, 0.5, List.of()),
        List.of(
            objects.put(Predictions.PROBABILITIES, Npy.encode(takesBlueForGreen, POOL, CLASSES))));
    labelCycle(1, OptionalDouble.of(0.05), 0, 1, 3, 4, 6, 7, 9, 10, 12, 13);

    // When
    chain.send(labelsCompleted(1));

    // Then
    Manifest<Predictions> manifest = predictions(predicted());
    float[] probabilities = npy(manifest.part(Predictions.PROBABILITIES)).floats();
    assertThat(probabilities[0]).as("red is red").isGreaterThan(0.9f);
    assertThat(probabilities[2 * CLASSES + 1]).as("blue is green").isGreaterThan(0.9f);
    assertThat(manifest.inputs())
        .contains(ObjectKeys.selection(campaign, 1), ObjectKeys.predictions(campaign, 0));
  }

  @Test
  void takesAllClassesForAsProbableAsLongAsNoImageHasALabel() {
    // Given
    embeddedPool();
    label();

    // When
    chain.send(labelsCompleted(0));

    // Then
    PredictionsReady ready = predicted();
    assertThat(ready.labels()).isZero();
    Manifest<Predictions> manifest = predictions(ready);
    float[] even = new float[POOL * CLASSES];
    Arrays.fill(even, 1f / CLASSES);
    assertThat(npy(manifest.part(Predictions.PROBABILITIES)).floats()).containsExactly(even);
    assertThat(manifest.content().heldOut()).isEmpty();
  }

  @Test
  void isSureOfTheOnlyClassThatHasLabels() {
    // Given
    embeddedPool();
    label(1, 4, 7, 10);

    // When
    chain.send(labelsCompleted(0));

    // Then
    PredictionsReady ready = predicted();
    assertThat(ready.labels()).isEqualTo(4);
    float[] green = new float[POOL * CLASSES];
    IntStream.range(0, POOL).forEach(image -> green[image * CLASSES + 1] = 1);
    assertThat(npy(predictions(ready).part(Predictions.PROBABILITIES)).floats())
        .containsExactly(green);
  }

  private static int[] mostProbable(float[] probabilities) {
    return IntStream.range(0, probabilities.length / CLASSES)
        .map(
            row ->
                IntStream.range(0, CLASSES)
                    .reduce(
                        0,
                        (best, k) ->
                            probabilities[row * CLASSES + k] > probabilities[row * CLASSES + best]
                                ? k
                                : best))
        .toArray();
  }
}
