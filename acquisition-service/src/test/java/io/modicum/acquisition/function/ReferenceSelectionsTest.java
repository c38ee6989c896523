package io.modicum.acquisition.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.Sketch;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.store.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Our selections equal those of independent implementations on real CIFAR-10 features. */
class ReferenceSelectionsTest {

  private final JsonNode expected = new ObjectMapper().readTree(resource("expected.json"));
  private final int budget = expected.path("budget").asInt();
  private final GivenPool pool =
      GivenPool.of(2000)
          .withFeatures(matrix("features.npy"))
          .withProbabilities(matrix("probabilities.npy"))
          .withCommittee(committee("ensemble.npy"))
          .labelling(Npy.decode("labelled", resource("labelled.npy")).ints());

  ReferenceSelectionsTest() throws IOException {}

  @Test
  void kCenterGreedyPicksTheSameCenters() {
    assertSame(new KCenterGreedy());
  }

  @Test
  void typiClustPicksTheSameImagesFromTheSameClusters() throws IOException {
    Matrix features = pool.features();
    int[] clusters = Npy.decode("clusters", resource("clusters.npy")).ints();

    List<Pick> picks =
        new TypiClust()
            .choose(pool, budget, features, Sketch.build(features, pool.size()), clusters);

    assertThat(picks).extracting(Pick::image).containsExactlyElementsOf(expected("typiclust"));
  }

  @Test
  void probCoverPicksTheSameImagesWithTheSameRadius() {
    AcquisitionFunction function = new ProbCover();
    double radius = expected.path("expected").path("probcover").path("radius").asDouble();

    List<Pick> picks =
        function.choose(
            pool, budget, Settings.complete(function.description(), Map.of("radius", radius)));

    assertThat(picks).extracting(Pick::image).containsExactlyElementsOf(expected("probcover"));
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

  @Test
  void ratioPicksTheSameImages() {
    assertSame(new Ratio());
  }

  @Test
  void baldPicksTheSameImages() {
    assertSame(new Bald());
  }

  @Test
  void variationRatioGivesTheSameScores() {
    List<Double> scores = new ArrayList<>();
    expected.path("expected").path("variation-ratio-scores").forEach(s -> scores.add(s.asDouble()));
    int[] candidates = pool.candidates();

    Map<Integer, Double> given =
        choose(new VariationRatio(), candidates.length).stream()
            .collect(Collectors.toMap(Pick::image, Pick::score));

    assertThat(Arrays.stream(candidates).limit(50).mapToObj(given::get))
        .containsExactlyElementsOf(scores);
  }

  private void assertSame(AcquisitionFunction function) {
    List<Pick> picks = choose(function, budget);

    assertThat(picks)
        .extracting(Pick::image)
        .containsExactlyElementsOf(expected(function.description().name()));
  }

  private List<Integer> expected(String name) {
    List<Integer> images = new ArrayList<>();
    JsonNode node = expected.path("expected").path(name);
    (node.isArray() ? node : node.path("picks")).forEach(image -> images.add(image.asInt()));
    assertThat(images).hasSize(budget);
    return images;
  }

  private List<Pick> choose(AcquisitionFunction function, int count) {
    return function.choose(pool, count, Settings.complete(function.description(), Map.of()));
  }

  /** Takes {@code [members, rows, classes]} apart. */
  private static List<Matrix> committee(String name) throws IOException {
    Npy npy = Npy.decode(name, resource(name));
    int rows = npy.shape()[1];
    int classes = npy.shape()[2];
    float[] all = npy.floats();
    List<Matrix> members = new ArrayList<>();
    for (int from = 0; from < all.length; from += rows * classes) {
      members.add(
          new DenseMatrix(Arrays.copyOfRange(all, from, from + rows * classes), rows, classes));
    }
    return members;
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
