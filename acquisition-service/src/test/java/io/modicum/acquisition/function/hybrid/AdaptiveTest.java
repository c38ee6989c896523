package io.modicum.acquisition.function.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.acquisition.function.AcquisitionFunction.Decision;
import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.function.coverage.MaxHerding;
import io.modicum.acquisition.matrix.DenseMatrix;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who chooses from 1,000 images of two classes. */
class AdaptiveTest {

  private static final int SIZE = 1_000;

  private final Adaptive adaptive = new Adaptive();

  @Test
  void coversThePoolBeforeThereIsAClassifier() {
    Decision decision = adaptive.decide(GivenPool.random(random(), SIZE, 2, 0), 200, settings());

    assertThat(decision.function()).isInstanceOf(MaxHerding.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10,  0.99, max-herding, 10.0 labels per class are few",
    "11,  0.99, uherding,    10.5 labels per class are not many",
    "90,  0.99, uherding,    50.0 labels per class are not many",
    "91,  0.71, margin,      the classifier expects to be right for 71%",
    "91,  0.69, random,      'the classifier expects to be right for 69% only, too few to trust it'"
  })
  void goesByLabelsPerClassAndThenByTrust(int count, float likeliest, String function, String why) {
    int labelled = 10;
    float[] p = new float[SIZE * 2];
    for (int image = 0; image < SIZE; image++) {
      p[image * 2 + image % 2] = likeliest;
      p[image * 2 + 1 - image % 2] = 1 - likeliest;
    }
    GivenPool pool =
        GivenPool.random(random(), SIZE, 2, 0.5)
            .labelling(IntStream.range(0, labelled).toArray())
            .withProbabilities(new DenseMatrix(p, SIZE, 2));

    Decision decision = adaptive.decide(pool, count, settings());

    assertThat(decision.function().description().name()).isEqualTo(function);
    assertThat(decision.why()).contains(why);
    assertThat(adaptive.choose(pool, count, settings())).isEqualTo(decision.choose(pool, count));
  }

  private Settings settings() {
    return Settings.complete(adaptive.description(), Map.of());
  }

  private static SplittableRandom random() {
    return new SplittableRandom(1);
  }
}
