package io.modicum.acquisition.function.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.ReferenceSelections;
import io.modicum.acquisition.function.Settings;
import io.modicum.contracts.manifest.Selection.Pick;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Our selections equal those of independent implementations on real CIFAR-10 features. */
class UncertaintyReferenceTest {

  private final ReferenceSelections reference = new ReferenceSelections();

  UncertaintyReferenceTest() throws IOException {}

  @Test
  void entropyPicksTheSameImages() {
    reference.assertSame(new Entropy());
  }

  @Test
  void leastConfidencePicksTheSameImages() {
    reference.assertSame(new LeastConfidence());
  }

  @Test
  void marginPicksTheSameImages() {
    reference.assertSame(new Margin());
  }

  @Test
  void ratioPicksTheSameImages() {
    reference.assertSame(new Ratio());
  }

  @Test
  void baldPicksTheSameImages() {
    reference.assertSame(new Bald());
  }

  @Test
  void variationRatioGivesTheSameScores() {
    List<Double> scores = new ArrayList<>();
    reference.of("variation-ratio-scores").forEach(score -> scores.add(score.asDouble()));
    GivenPool pool = reference.pool();
    int[] candidates = pool.candidates();
    AcquisitionFunction function = new VariationRatio();

    Map<Integer, Double> given =
        function
            .choose(pool, candidates.length, Settings.complete(function.description(), Map.of()))
            .stream()
            .collect(Collectors.toMap(Pick::image, Pick::score));

    assertThat(Arrays.stream(candidates).limit(50).mapToObj(given::get))
        .containsExactlyElementsOf(scores);
  }
}
