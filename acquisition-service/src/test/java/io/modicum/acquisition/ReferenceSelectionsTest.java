package io.modicum.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.store.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our selections equal those of independent implementations on real CIFAR-10 features. */
class ReferenceSelectionsTest {

  private final JsonNode expected = new ObjectMapper().readTree(resource("expected.json"));
  private final int budget = expected.path("budget").asInt();
  private final Candidates candidates =
      new Candidates(2000, Npy.decode("labelled", resource("labelled.npy")).ints(), 0, 1);

  ReferenceSelectionsTest() throws IOException {}

  @Test
  void kCenterGreedyPicksTheSameCenters() throws IOException {
    assertSame("k-center-greedy", new KCenterGreedy(matrix("features.npy")));
  }

  @Test
  void entropyPicksTheSameImages() throws IOException {
    assertSame("entropy", uncertainty(Uncertainty.Measure.ENTROPY));
  }

  @Test
  void leastConfidencePicksTheSameImages() throws IOException {
    assertSame("least-confidence", uncertainty(Uncertainty.Measure.LEAST_CONFIDENCE));
  }

  @Test
  void marginPicksTheSameImages() throws IOException {
    assertSame("margin", uncertainty(Uncertainty.Measure.MARGIN));
  }

  private Acquisition uncertainty(Uncertainty.Measure measure) throws IOException {
    return new Uncertainty(measure, matrix("probabilities.npy"));
  }

  private void assertSame(String function, Acquisition acquisition) {
    List<Integer> images = new ArrayList<>();
    JsonNode node = expected.path("expected").path(function);
    (node.isArray() ? node : node.path("picks")).forEach(image -> images.add(image.asInt()));
    assertThat(images).hasSize(budget);

    List<Pick> picks = acquisition.choose(candidates, budget);

    assertThat(picks).extracting(Pick::image).containsExactlyElementsOf(images);
  }

  private static Matrix matrix(String name) throws IOException {
    Npy npy = Npy.decode(name, resource(name));
    return new Matrix(npy.floats(), npy.shape()[0], npy.shape()[1]);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream =
        ReferenceSelectionsTest.class.getResourceAsStream("/reference/" + name)) {
      return stream.readAllBytes();
    }
  }
}
