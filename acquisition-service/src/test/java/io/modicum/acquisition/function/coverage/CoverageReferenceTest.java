package io.modicum.acquisition.function.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.ReferenceSelections;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.Sketch;
import io.modicum.contracts.manifest.Selection.Pick;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our selections equal those of independent implementations on real CIFAR-10 features. */
class CoverageReferenceTest {

  private final ReferenceSelections reference = new ReferenceSelections();
  private final GivenPool pool = reference.pool();

  CoverageReferenceTest() throws IOException {}

  @Test
  void kCenterGreedyPicksTheSameCenters() {
    reference.assertSame(new KCenterGreedy());
  }

  @Test
  void typiClustPicksTheSameImagesFromTheSameClusters() throws IOException {
    Matrix features = pool.features();
    int[] clusters = ReferenceSelections.ints("clusters.npy");

    List<Pick> picks =
        new TypiClust()
            .choose(
                pool, reference.budget(), features, Sketch.build(features, pool.size()), clusters);

    assertThat(picks)
        .extracting(Pick::image)
        .containsExactlyElementsOf(reference.images("typiclust"));
  }

  @Test
  void probCoverPicksTheSameImagesWithTheSameRadius() {
    AcquisitionFunction function = new ProbCover();
    double radius = reference.of("probcover").path("radius").asDouble();

    List<Pick> picks =
        function.choose(
            pool,
            reference.budget(),
            Settings.complete(function.description(), Map.of("radius", radius)));

    assertThat(picks)
        .extracting(Pick::image)
        .containsExactlyElementsOf(reference.images("probcover"));
  }
}
