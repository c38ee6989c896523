package io.modicum.acquisition.function.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.Settings;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ProbCoverProperties {

  @Property(tries = 20)
  void theSeedChoosesAmongImagesThatCoverThemselvesAlone(@ForAll @IntRange(max = 10_000) int seed) {
    GivenPool pool = GivenPool.random(new SplittableRandom(seed), 60, 4, 0.2);
    AcquisitionFunction function = new ProbCover();
    Settings apart = Settings.complete(function.description(), Map.of("radius", 1e-9));
    List<Integer> images = images(function.choose(pool, 12, apart));

    List<Integer> ofAnotherSeed = images(function.choose(pool.withSeed(~pool.seed()), 12, apart));

    assertThat(images).isNotEqualTo(images.stream().sorted().toList()).isNotEqualTo(ofAnotherSeed);
  }

  private static List<Integer> images(List<Pick> picks) {
    return picks.stream().map(Pick::image).toList();
  }
}
