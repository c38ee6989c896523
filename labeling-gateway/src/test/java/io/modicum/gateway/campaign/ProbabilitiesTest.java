package io.modicum.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.testing.RealParts;
import io.modicum.contracts.testing.StoredObjects;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ProbabilitiesTest {

  private static final List<String> CLASSES = List.of("apple", "pear", "plum");

  /** 2.4 MB, which is more than two blocks. */
  private static final int POOL = 200_000;

  @Inject ObjectStore store;

  @Test
  void areThoseOfEachImageHoweverManyThereAre() {
    Probabilities probabilities = stored();

    for (int image = 0; image < POOL; image += 4_999) {
      assertThat(probabilities.prediction(image)).contains(expected(image));
    }
    assertThat(probabilities.prediction(POOL - 1)).contains(expected(POOL - 1));
    assertThat(probabilities.prediction(0)).contains(expected(0));
    assertThat(probabilities.prediction(POOL)).isEmpty();
  }

  /** Image i is of class i % 3 with a probability that tells i. */
  private static Prediction expected(int image) {
    int label = image % CLASSES.size();
    return new Prediction(4, label, CLASSES.get(label), probability(image));
  }

  private static float probability(int image) {
    return 0.5f + 0.4f * image / POOL;
  }

  private Probabilities stored() {
    store.ensureBucket();
    StoredObjects objects = new StoredObjects(store);
    float[] values = new float[POOL * CLASSES.size()];
    for (int image = 0; image < POOL; image++) {
      values[image * CLASSES.size() + image % CLASSES.size()] = probability(image);
    }
    String key = "test/predictions.json";
    objects.commit(
        key,
        new Predictions(4, 1, 0.5, List.of()),
        List.of(objects.put(Predictions.PROBABILITIES, Npy.encode(values, POOL, CLASSES.size()))));
    return new Probabilities(store, Manifest.read(store, key, Predictions.class), CLASSES, POOL);
  }
}
