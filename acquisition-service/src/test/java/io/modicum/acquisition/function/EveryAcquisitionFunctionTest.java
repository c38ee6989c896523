package io.modicum.acquisition.function;

import static io.modicum.acquisition.function.FoundFunctions.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every acquisition function. */
class EveryAcquisitionFunctionTest {

  private static final int SIZE = 60;
  private static final int CLASSES = 4;

  /** What they choose depends on what else they could have chosen. */
  private static final Set<String> COMPARE_CANDIDATES = Set.of("cluster-margin", "typiclust");

  @Property(tries = 40)
  void choosesOnlyCandidatesEachOnceAndAsManyAsAsked(
      @ForAll @IntRange(min = 1, max = SIZE) int size,
      @ForAll @IntRange(max = SIZE + 10) int asked,
      @ForAll @DoubleRange(max = 0.5) double labelledShare,
      @ForAll @IntRange(max = 10_000) int seed) {
    GivenPool pool = pool(seed, size, labelledShare);
    assertChoosesWell(pool, asked);
  }

  @Property(tries = 40)
  void choosesAsWellWhereNothingCanBeToldApart(
      @ForAll Oddity oddity,
      @ForAll @IntRange(min = 1, max = 20) int size,
      @ForAll @IntRange(max = 25) int asked,
      @ForAll @IntRange(max = 10_000) int seed) {
    assertChoosesWell(oddity.of(pool(seed, size, 0.2)), asked);
  }

  @Property(tries = 20)
  void theSamePoolAndSeedGiveTheSameChoice(@ForAll @IntRange(max = 10_000) int seed) {
    for (AcquisitionFunction function : all()) {
      assertThat(choose(function, pool(seed, SIZE, 0.2), 20))
          .as(function.description().name())
          .isEqualTo(choose(function, pool(seed, SIZE, 0.2), 20));
    }
  }

  @Property(tries = 20)
  void theOrderOfTheImagesDoesNotMatter(@ForAll @IntRange(max = 10_000) int seed) {
    GivenPool pool = pool(seed, SIZE, 0.2);
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, SIZE).boxed().toList());
    Collections.shuffle(shuffled, new Random(seed));
    int[] order = shuffled.stream().mapToInt(Integer::intValue).toArray();
    for (AcquisitionFunction function : all()) {
      List<Pick> picks = choose(function, pool, 20);

      List<Pick> others = choose(function, pool.inOrder(order), 20);

      assertThat(others.get(0).score())
          .as(function.description().name())
          .isCloseTo(picks.get(0).score(), within(1e-5));
      assertThat(others.stream().map(pick -> order[pick.image()]))
          .as(function.description().name())
          .containsExactlyElementsOf(picks.stream().map(Pick::image).toList());
    }
  }

  @Property(tries = 20)
  void theSeedChoosesAmongImagesThatCannotBeToldApart(@ForAll @IntRange(max = 10_000) int seed) {
    GivenPool pool = Oddity.IDENTICAL_IMAGES.of(pool(seed, SIZE, 0.2));
    for (AcquisitionFunction function : all()) {
      List<Integer> images = images(choose(function, pool, 12));

      List<Integer> ofAnotherSeed = images(choose(function, pool.withSeed(~pool.seed()), 12));

      assertThat(images)
          .as(function.description().name())
          .isNotEqualTo(images.stream().sorted().toList())
          .isNotEqualTo(ofAnotherSeed);
    }
  }

  private static List<Integer> images(List<Pick> picks) {
    return picks.stream().map(Pick::image).toList();
  }

  @Property(tries = 20)
  void withoutAnImageThatWasNotChosenTheChoiceIsTheSame(@ForAll @IntRange(max = 10_000) int seed) {
    GivenPool pool = pool(seed, SIZE, 0.2);
    for (AcquisitionFunction function : all()) {
      if (!COMPARE_CANDIDATES.contains(function.description().name())) {
        List<Pick> picks = choose(function, pool, 10);
        int[] excluded =
            IntStream.concat(
                    Arrays.stream(pool.excluded()),
                    Arrays.stream(pool.candidates())
                        .filter(image -> picks.stream().noneMatch(p -> p.image() == image))
                        .limit(5))
                .sorted()
                .toArray();

        assertThat(choose(function, pool.excluding(excluded), 10))
            .as(function.description().name())
            .isEqualTo(picks);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.modicum.acquisition.function.FoundFunctions#all")
  void looksWhetherItIsWantedBeforeItHasReadThePoolTenTimes(AcquisitionFunction function) {
    int size = 2_000;
    LongAdder read = new LongAdder();
    AtomicLong most = new AtomicLong();
    Runnable look = () -> most.accumulateAndGet(read.sumThenReset(), Math::max);
    GivenPool pool = GivenPool.random(new SplittableRandom(1), size, CLASSES, 0.01);
    GivenPool counted =
        pool.withFeatures(new Counted(pool.features(), read))
            .withProbabilities(new Counted(pool.probabilities(), read))
            .withCommittee(
                pool.committee().stream().<Matrix>map(of -> new Counted(of, read)).toList())
            .wantedWhile(look);

    choose(function, counted, 5);

    look.run();
    assertThat(most.get()).isLessThan(10L * size);
  }

  @Test
  void endsWhereNobodyWantsIt() {
    IllegalStateException deleted = new IllegalStateException("deleted");
    GivenPool pool =
        pool(1, SIZE, 0.2)
            .wantedWhile(
                () -> {
                  throw deleted;
                });
    for (AcquisitionFunction function : List.of(named("k-means"), named("bald"), named("vaal"))) {
      assertThatThrownBy(() -> choose(function, pool, 5))
          .as(function.description().name())
          .isSameAs(deleted);
    }
  }

  /** Counts the rows that are read. */
  private record Counted(Matrix whole, LongAdder read) implements Matrix {

    @Override
    public int rows() {
      return whole.rows();
    }

    @Override
    public int columns() {
      return whole.columns();
    }

    @Override
    public void read(int first, int count, float[] target, int offset) {
      read.add(count);
      whole.read(first, count, target, offset);
    }
  }

  private static void assertChoosesWell(GivenPool pool, int asked) {
    for (AcquisitionFunction function : all()) {
      List<Pick> picks = choose(function, pool, asked);

      assertThat(picks)
          .as(function.description().name())
          .hasSize(Math.min(asked, pool.candidates().length))
          .extracting(Pick::image)
          .doesNotHaveDuplicates()
          .isSubsetOf(Arrays.stream(pool.candidates()).boxed().toList());
      assertThat(picks).extracting(Pick::reason).doesNotContain("");
    }
  }

  /** A random pool, a tenth of which may not be chosen. */
  private static GivenPool pool(int seed, int size, double labelledShare) {
    SplittableRandom random = new SplittableRandom(seed);
    GivenPool pool = GivenPool.random(random, size, CLASSES, labelledShare);
    return pool.excluding(
        Arrays.stream(pool.candidates()).filter(image -> random.nextInt(10) == 0).toArray());
  }

  @Test
  void refusesFewerRowsThanImages() {
    GivenPool pool = GivenPool.of(3).withProbabilities(new DenseMatrix(new float[4], 2, 2));

    assertThatThrownBy(() -> choose(named("entropy"), pool, 1))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("probabilities: 2 rows for a pool of 3 images");
  }

  private static List<Pick> choose(AcquisitionFunction function, Pool pool, int count) {
    return function.choose(pool, count, Settings.complete(function.description(), Map.of()));
  }

  /** Those that can do without labels. */
  private static List<AcquisitionFunction> all() {
    return FoundFunctions.all().stream()
        .filter(function -> !function.description().needs().contains(Need.LABELS))
        .toList();
  }
}
