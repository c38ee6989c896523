package io.modicum.acquisition.function.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.Standardised;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** BADGE against gradient embeddings that are written out in full. */
class BadgeTest {

  private static final int SIZE = 60;
  private static final int CLASSES = 4;

  @Property(tries = 20)
  void distancesAreThoseOfTheGradientsWrittenOut(@ForAll @IntRange(max = 1000) int seed) {
    GivenPool pool = GivenPool.random(new SplittableRandom(seed), SIZE, CLASSES, 0.2);
    Matrix features = Standardised.fit(pool.features(), SIZE);
    int[] candidates = pool.candidates();
    GradientEmbeddings gradients =
        new GradientEmbeddings(features, pool.probabilities(), candidates);
    double[] nearest = new double[candidates.length];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);

    gradients.approach(3, nearest);
    gradients.approach(7, nearest);

    double[][] written =
        Arrays.stream(candidates)
            .mapToObj(image -> gradient(features.row(image), pool.probabilities().row(image)))
            .toArray(double[][]::new);
    double[] zero = new double[written[0].length];
    for (int i = 0; i < candidates.length; i++) {
      double expected = Math.min(squared(written[i], written[3]), squared(written[i], written[7]));
      assertThat(nearest[i]).isCloseTo(expected, within(1e-4));
      assertThat(gradients.norm(i)).isCloseTo(Math.sqrt(squared(written[i], zero)), within(1e-4));
    }
  }

  @Test
  void beginsWithTheLongestGradientAndDrawsByTheSquaredDistance() {
    float[] line = {0, 1, 4, 5, -10};
    float[] undecided = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
    int[] second = new int[line.length];
    for (long seed = 0; seed < 4000; seed++) {
      GivenPool pool =
          GivenPool.of(line.length)
              .withFeatures(new DenseMatrix(line, line.length, 1))
              .withProbabilities(new DenseMatrix(undecided, line.length, 2))
              .withSeed(seed);
      List<Pick> picks = choose(pool, 2);
      assertThat(picks.get(0).image()).isEqualTo(4);
      second[picks.get(1).image()]++;
    }

    double squares = 100 + 121 + 196 + 225;
    double[] expected = {100 / squares, 121 / squares, 196 / squares, 225 / squares, 0};
    for (int image = 0; image < line.length; image++) {
      assertThat(second[image] / 4000.0).isCloseTo(expected[image], within(0.03));
    }
  }

  @Test
  void imagesWhoseClassIsCertainAreAsGoodAsOneImage() {
    float[] p = new float[SIZE * 2];
    for (int image = 0; image < SIZE; image++) {
      p[image * 2] = image < 50 ? 1 : 0.6f;
      p[image * 2 + 1] = image < 50 ? 0 : 0.4f;
    }
    GivenPool pool =
        GivenPool.random(new SplittableRandom(1), SIZE, 2, 0)
            .withProbabilities(new DenseMatrix(p, SIZE, 2));

    assertThat(choose(pool, 10)).filteredOn(pick -> pick.image() < 50).hasSizeLessThan(2);
  }

  private static List<Pick> choose(Pool pool, int count) {
    return new Badge().choose(pool, count, Settings.complete(new Badge().description(), Map.of()));
  }

  private static double[] gradient(float[] h, float[] p) {
    int likeliest = 0;
    for (int c = 0; c < p.length; c++) {
      likeliest = p[c] > p[likeliest] ? c : likeliest;
    }
    double[] gradient = new double[p.length * h.length];
    for (int c = 0; c < p.length; c++) {
      for (int j = 0; j < h.length; j++) {
        gradient[c * h.length + j] = (p[c] - (c == likeliest ? 1.0 : 0)) * h[j];
      }
    }
    return gradient;
  }

  private static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
