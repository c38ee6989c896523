package io.modicum.acquisition.function.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.Oddity;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** VAAL with PyTorch itself. */
class VaalTest {

  private static final int SIZE = 400;
  private static final int D = 16;

  @Test
  void choosesImagesUnlikeTheLabelledOnes() {
    List<Pick> picks = choose(halfOfWhichIsUnlabelled(), 50, 300);

    assertThat(picks)
        .extracting(pick -> pick.image() % 2)
        .filteredOn(half -> half == 1)
        .hasSizeGreaterThan(45);
    assertThat(picks).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
  }

  @Test
  void theSameSeedGivesTheSameScores() {
    assertThat(choose(halfOfWhichIsUnlabelled(), 50, 20))
        .isEqualTo(choose(halfOfWhichIsUnlabelled(), 50, 20));
  }

  @Test
  void needsLabelledImages() {
    assertThatThrownBy(() -> choose(GivenPool.random(new SplittableRandom(1), 10, 2, 0), 3, 1))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("acquisition.function: vaal needs labelled images to begin with");
  }

  @Property(tries = 10)
  void choosesOnlyCandidatesEachOnceAndAsManyAsAsked(
      @ForAll @IntRange(min = 2, max = 40) int size,
      @ForAll @IntRange(max = 50) int asked,
      @ForAll @IntRange(max = 10_000) int seed,
      @ForAll Oddity oddity) {
    GivenPool pool =
        oddity
            .of(GivenPool.random(new SplittableRandom(seed), size, 4, 0))
            .labelling(0)
            .excluding(size - 1);

    List<Pick> picks = choose(pool, asked, 2);

    assertThat(picks)
        .hasSize(Math.min(asked, size - 2))
        .extracting(Pick::image)
        .doesNotHaveDuplicates()
        .isSubsetOf(Arrays.stream(pool.candidates()).boxed().toList());
  }

  /** Two kinds of images, even and odd; all labelled ones are even. */
  private static GivenPool halfOfWhichIsUnlabelled() {
    SplittableRandom random = new SplittableRandom(7);
    float[] features = new float[SIZE * D];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) (random.nextGaussian() + (i / D % 2 == 0 ? 1.5 : -1.5));
    }
    return GivenPool.of(SIZE)
        .withFeatures(new DenseMatrix(features, SIZE, D))
        .labelling(IntStream.range(0, 40).map(i -> 2 * i).toArray())
        .withSeed(3);
  }

  private static List<Pick> choose(Pool pool, int count, int steps) {
    Vaal vaal = new Vaal();
    return vaal.choose(
        pool,
        count,
        Settings.complete(vaal.description(), Map.of("steps", (double) steps, "latent", 8.0)));
  }
}
