package io.modicum.acquisition.function.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.function.baseline.RandomSampling;
import io.modicum.acquisition.function.uncertainty.Margin;
import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.contracts.campaign.AcquisitionSettings;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The options around margin, for which image 0 of {@link #line} is the least decided, then image 1,
 * and so on.
 */
class WithOptionsTest {

  private static final OptionalDouble OFF = OptionalDouble.empty();

  @Test
  void chooseAsTheFunctionDoesWhereNothingIsSet() {
    GivenPool pool = GivenPool.random(new SplittableRandom(1), 60, 4, 0.2);
    Margin margin = new Margin();

    assertThat(choose(pool, 9, options(false, 0, OFF)))
        .isEqualTo(margin.choose(pool, 9, Settings.complete(margin.description(), Map.of())));
  }

  @Test
  void neverChooseWhatIsExcluded() {
    List<Pick> picks = choose(line(6), 3, options(false, 0.34, OFF, 0, 2, 5));

    assertThat(picks).extracting(Pick::image).containsExactlyInAnyOrder(1, 3, 4);
  }

  @Test
  void drawTheRandomShareUniformlyFromAllCandidates() {
    int[] drawn = new int[20];
    for (int seed = 0; seed < 2000; seed++) {
      List<Pick> picks = choose(line(20).withSeed(seed), 4, options(false, 0.5, OFF));

      assertThat(picks).extracting(Pick::image).doesNotHaveDuplicates().hasSize(4);
      picks.subList(2, 4).forEach(pick -> drawn[pick.image()]++);
    }
    // 2,000 draws of 2 in 20: each image 200 times, with a standard deviation of 13.4.
    for (int count : drawn) {
      assertThat(count).isBetween(200 - 5 * 14, 200 + 5 * 14);
    }
  }

  @Test
  void letTheFunctionChooseTheRest() {
    List<Pick> picks = choose(line(20), 4, options(false, 0.5, OFF));

    List<Integer> random = picks.subList(2, 4).stream().map(Pick::image).toList();
    assertThat(picks.subList(0, 2))
        .extracting(Pick::image)
        .containsExactlyElementsOf(
            IntStream.range(0, 20).boxed().filter(i -> !random.contains(i)).limit(2).toList());
    assertThat(picks)
        .extracting(Pick::reason)
        .satisfiesExactly(
            first -> assertThat(first).contains("apart"),
            second -> assertThat(second).contains("apart"),
            third -> assertThat(third).isEqualTo("drawn at random; the random share of the cycle"),
            fourth -> assertThat(fourth).isEqualTo(third(picks)));
  }

  private static String third(List<Pick> picks) {
    return picks.get(2).reason();
  }

  @Test
  void passOverWhatNearlyRepeatsALabelledOrChosenImage() {
    // Directions in degrees; image 5 is labelled.
    GivenPool pool = line(7).labelling(5).withFeatures(directions(0, 5, 40, 44, 80, 42, 120));

    List<Pick> picks = choose(pool, 3, options(false, 0, cosine(8)));

    assertThat(picks).extracting(Pick::image).containsExactly(0, 4, 6);
  }

  @Test
  void takeExactRepetitionsForWhatTheyAre() {
    GivenPool pool =
        line(3).withFeatures(new DenseMatrix(new float[] {.1f, .7f, .3f, 2.1f, 3, 1}, 3, 2));

    List<Pick> picks = choose(pool, 2, options(false, 0, OptionalDouble.of(1)));

    assertThat(picks).extracting(Pick::image).containsExactly(0, 2);
  }

  @Test
  void fillUpWithTheFirstPassedOverAndSaySo() {
    GivenPool pool = line(4).withFeatures(directions(0, 1, 90, 2));

    List<Pick> picks = choose(pool, 3, options(false, 0, cosine(8)));

    assertThat(picks).extracting(Pick::image).containsExactly(0, 2, 1);
    assertThat(picks.get(2).reason())
        .endsWith("nearly repeats another image, but nothing else was found");
  }

  @Test
  void sayThatThereWasNothingToCompareBeforeThereAreFeatures() {
    List<Pick> picks =
        new WithOptions(new RandomSampling(), options(false, 0, cosine(8)), false)
            .choose(line(4), 2, Settings.complete(new RandomSampling().description(), Map.of()));

    assertThat(picks)
        .extracting(Pick::reason)
        .containsOnly(
            "drawn at random; not held against near duplicates, since there are no features yet");
  }

  @Test
  void takeAsManyOfEachPredictedClass() {
    // The 12 least decided images are all predicted to be of class 0.
    GivenPool pool = predicting(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2);

    List<Pick> picks = choose(pool, 6, options(true, 0, OFF));

    assertThat(picks).extracting(Pick::image).containsExactly(0, 1, 12, 13, 15, 16);
  }

  @Test
  void giveWhatAClassCannotFillToTheOthers() {
    GivenPool pool = predicting(0, 0, 0, 0, 1, 2, 2, 2);

    List<Pick> picks = choose(pool, 6, options(true, 0, OFF));

    assertThat(picks).extracting(Pick::image).containsExactlyInAnyOrder(0, 1, 2, 4, 5, 6);
  }

  @Test
  void giveTheOddOneToTheClassWithTheFewestLabels() {
    GivenPool pool = predicting(0, 0, 0, 1, 1, 1, 2, 2, 2).withTruth(0, 0, 0, 0, 0, 0, 0, 0, 1);

    List<Pick> picks = choose(pool.labelling(7, 8), 1, options(true, 0, OFF));

    assertThat(picks).extracting(Pick::image).containsExactly(6);
  }

  @Test
  void sayThatNothingPredictsClassesBeforeTheFirstCycle() {
    List<Pick> picks =
        new WithOptions(new RandomSampling(), options(true, 0, OFF), true)
            .choose(
                line(4).withCycle(0),
                2,
                Settings.complete(new RandomSampling().description(), Map.of()));

    assertThat(picks)
        .extracting(Pick::reason)
        .containsOnly("drawn at random; not balanced, since no classifier predicts classes yet");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void chooseAsManyAsAskedOnceEachWhateverIsSet(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GivenPool pool = GivenPool.random(random, 60, 4, 0.3);
    int[] excluded = random.ints(5, 0, 60).distinct().toArray();
    int asked = 1 + random.nextInt(30);
    AcquisitionSettings options =
        options(seed % 2 == 0, random.nextDouble(), OptionalDouble.of(0.9), excluded);

    List<Pick> picks = choose(pool, asked, options);

    assertThat(picks).extracting(Pick::image).hasSize(asked).doesNotHaveDuplicates();
    assertThat(picks)
        .extracting(Pick::image)
        .isSubsetOf(IntStream.of(pool.candidates()).boxed().toList())
        .doesNotContainAnyElementsOf(IntStream.of(excluded).boxed().toList());
    assertThat(choose(pool, asked, options)).isEqualTo(picks);
  }

  private static List<Pick> choose(Pool pool, int count, AcquisitionSettings options) {
    Margin margin = new Margin();
    return new WithOptions(margin, options, true)
        .choose(pool, count, Settings.complete(margin.description(), Map.of()));
  }

  private static AcquisitionSettings options(
      boolean balance, double randomFraction, OptionalDouble nearDuplicates, int... excluded) {
    return new AcquisitionSettings(
        "margin",
        Map.of(),
        balance,
        randomFraction,
        nearDuplicates,
        IntStream.of(excluded).boxed().toList(),
        1);
  }

  private static OptionalDouble cosine(double degrees) {
    return OptionalDouble.of(Math.cos(Math.toRadians(degrees)));
  }

  private static DenseMatrix directions(double... degrees) {
    float[] values = new float[2 * degrees.length];
    for (int i = 0; i < degrees.length; i++) {
      values[2 * i] = (float) Math.cos(Math.toRadians(degrees[i]));
      values[2 * i + 1] = (float) Math.sin(Math.toRadians(degrees[i]));
    }
    return new DenseMatrix(values, degrees.length, 2);
  }

  private static GivenPool line(int size) {
    return predicting(new int[size]);
  }

  /** A pool after its first cycle, whose images are the less decided the lower their index. */
  private static GivenPool predicting(int... classes) {
    int columns = IntStream.of(classes).max().orElseThrow() + 2;
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < classes.length; i++) {
      for (int c = 0; c < columns; c++) {
        float first = 0.5f + 0.01f * (i + 1);
        values.add(c == classes[i] ? first : c == columns - 1 ? 1 - first : 0);
      }
    }
    float[] probabilities = new float[values.size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = values.get(i);
    }
    return GivenPool.of(classes.length)
        .withProbabilities(new DenseMatrix(probabilities, classes.length, columns))
        .withCycle(1);
  }
}
