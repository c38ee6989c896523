package io.modicum.acquisition.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.store.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our selections equal those of independent implementations on real CIFAR-10 features. */
class ReferenceSelectionsTest {

  private final JsonNode expected = new ObjectMapper().readTree(resource("expected.json"));
  private final int budget = expected.path("budget").asInt();
  private final GivenPool pool =
      GivenPool.of(2000)
          .withFeatures(matrix("features.npy"))
          .withProbabilities(matrix("probabilities.npy"))
          .labelling(Npy.decode("labelled", resource("labelled.npy")).ints());

  ReferenceSelectionsTest() throws IOException {}

  @Test
  void kCenterGreedyPicksTheSameCenters() {
    assertSame(new KCenterGreedy());
  }

  @Test
  void entropyPicksTheSameImages() {
    assertSame(new Entropy());
  }

  @Test
  void leastConfidencePicksTheSameImages() {
    assertSame(new LeastConfidence());
  }

  @Test
  void marginPicksTheSameImages() {
    assertSame(new Margin());
  }

  private void assertSame(AcquisitionFunction function) {
    String name = function.description().name();
    List<Integer> images = new ArrayList<>();
    JsonNode node = expected.path("expected").path(name);
    (node.isArray() ? node : node.path("picks")).forEach(image -> images.add(image.asInt()));
    assertThat(images).hasSize(budget);

    List<Pick> picks = function.choose(pool, budget, Settings.of(function.description(), Map.of()));

    assertThat(picks).extracting(Pick::image).containsExactlyElementsOf(images);
  }

  private static Matrix matrix(String name) throws IOException {
    Npy npy = Npy.decode(name, resource(name));
    return new DenseMatrix(npy.floats(), npy.shape()[0], npy.shape()[1]);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream =
        ReferenceSelectionsTest.class.getResourceAsStream("/reference/" + name)) {
      return stream.readAllBytes();
    }
  }
}
