package io.modicum.inference.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modicum.inference.head.Features;
import io.modicum.inference.head.LabelledFeatures;
import io.modicum.inference.head.LabelledRows;
import io.modicum.inference.head.Standardisation;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The classifier on frozen features. */
class LinearHeadTest {

  @ParameterizedTest
  @EnumSource(Kind.class)
  void tellsSeparableClassesApart(Kind kind) {
    Features features = clusters(300, 8, 4, 1);
    int[] labelled = IntStream.range(0, 20).toArray();

    float[] probabilities = fit(kind, 1, features, labelled, 4).probabilities(features, () -> {});

    assertThat(IntStream.range(0, 300).filter(i -> likeliest(probabilities, i, 4) == i % 4).count())
        .isEqualTo(300);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void takesFewerImagesThanFeatures(Kind kind) {
    Features features = clusters(100, 60, 2, 2);
    int[] labelled = {0, 1, 2, 3};

    float[] probabilities = fit(kind, 0.1, features, labelled, 2).probabilities(features, () -> {});

    assertThat(IntStream.range(0, 4).filter(i -> likeliest(probabilities, i, 2) == i % 2).count())
        .isEqualTo(4);
    for (float probability : probabilities) {
      assertThat(probability).isBetween(0f, 1f);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void givesProbabilityZeroToAClassWithoutALabel(Kind kind) {
    Features features = clusters(50, 4, 3, 3);
    int[] labelled = IntStream.range(0, 30).filter(i -> i % 3 != 1).toArray();

    float[] probabilities = fit(kind, 1, features, labelled, 3).probabilities(features, () -> {});

    for (int i = 0; i < 50; i++) {
      assertThat(probabilities[3 * i + 1]).isZero();
      assertThat(probabilities[3 * i] + probabilities[3 * i + 2]).isCloseTo(1, within(1e-6f));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void isCertainWhereAllLabelsAreOfOneClass(Kind kind) {
    Features features = clusters(20, 4, 2, 4);

    float[] probabilities =
        fit(kind, 1, features, new int[] {1, 3}, 2).probabilities(features, () -> {});

    assertThat(IntStream.range(0, 20).mapToObj(i -> probabilities[2 * i + 1])).containsOnly(1f);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void isTheSameOnAnyNumberOfCores(Kind kind) throws Exception {
    Features features = clusters(2_000, 16, 5, 5);
    int[] labelled = IntStream.range(0, 1_000).toArray();
    ForkJoinPool one = new ForkJoinPool(1);
    ForkJoinPool four = new ForkJoinPool(4);

    LinearHead first = one.submit(() -> fit(kind, 0, features, labelled, 5)).get();
    LinearHead second = four.submit(() -> fit(kind, 0, features, labelled, 5)).get();

    assertThat(second.weights()).isEqualTo(first.weights());
    assertThat(second.bias()).isEqualTo(first.bias());
    one.shutdown();
    four.shutdown();
  }

  @Test
  void standardisesByThePoolAndLeavesConstantFeaturesAlone() {
    Features features = new Features(new float[] {1, 5, 3, 5, 100, 100}, 3, 2);

    Standardisation standardisation = Standardisation.of(features, 2);

    assertThat(standardisation.mean()).containsExactly(2, 5);
    assertThat(standardisation.deviation()).containsExactly(1, 1);
  }

  @Property(tries = 60)
  void probabilitiesSumToOne(
      @ForAll Kind kind,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int labels,
      @ForAll @IntRange(min = 1, max = 12) int d,
      @ForAll @IntRange(min = 2, max = 6) int classes) {
    SplittableRandom random = new SplittableRandom(seed);
    Features features = noise(random, 40, d);
    int[] images = IntStream.range(0, labels).toArray();
    int[] truth = IntStream.range(0, labels).map(i -> random.nextInt(classes)).toArray();
    LinearHead head =
        FittedLinearHead.fit(
                kind.model,
                new LabelledFeatures(
                    features,
                    Standardisation.of(features, 40),
                    new LabelledRows(images, truth),
                    LabelledRows.NONE,
                    classes),
                kind.settings(Math.pow(10, random.nextInt(-3, 4)), 0),
                seed,
                () -> {})
            .head();

    float[] probabilities = head.probabilities(features, () -> {});

    for (int row = 0; row < 40; row++) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        assertThat(probabilities[row * classes + k]).isBetween(0f, 1f);
        sum += probabilities[row * classes + k];
      }
      assertThat(sum).isCloseTo(1, within(1e-5));
    }
  }

  private static LinearHead fit(Kind kind, double c, Features features, int[] images, int classes) {
    return FittedLinearHead.fit(
            kind.model,
            new LabelledFeatures(
                features,
                Standardisation.of(features, features.rows()),
                new LabelledRows(images, Arrays.stream(images).map(i -> i % classes).toArray()),
                LabelledRows.NONE,
                classes),
            kind.settings(c, 0),
            0,
            () -> {})
        .head();
  }

  private static int likeliest(float[] probabilities, int row, int classes) {
    return IntStream.range(0, classes)
        .reduce(
            0,
            (best, k) ->
                probabilities[row * classes + k] > probabilities[row * classes + best] ? k : best);
  }

  /** Image i lies near corner i mod classes. */
  private static Features clusters(int n, int d, int classes, long seed) {
    Features features = noise(new SplittableRandom(seed), n, d);
    for (int i = 0; i < n; i++) {
      features.values()[i * d + i % classes] += 8;
    }
    return features;
  }

  private static Features noise(SplittableRandom random, int n, int d) {
    float[] values = new float[n * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return new Features(values, n, d);
  }
}
