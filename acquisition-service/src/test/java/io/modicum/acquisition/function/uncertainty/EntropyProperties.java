package io.modicum.acquisition.function.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.Randomness;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EntropyProperties {

  /** Images that differ by less than single precision can tell are the hard ones. */
  @Property(tries = 60)
  void ranksAsDoublePrecisionDoes(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3000) int size,
      @ForAll @IntRange(min = 1, max = 120) int classes,
      @ForAll @IntRange(max = 3100) int asked,
      @ForAll boolean alike) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] p = GivenPool.probabilities(random, size, classes).values().clone();
    if (alike) {
      for (int i = classes; i < p.length; i++) {
        p[i] = p[i % classes] * (float) (1 - 1e-6 * random.nextInt(4));
      }
    }
    GivenPool pool = GivenPool.of(size).withProbabilities(new DenseMatrix(p, size, classes));
    Entropy entropy = new Entropy();

    List<Pick> picks =
        entropy.choose(pool, asked, Settings.complete(entropy.description(), Map.of()));

    double[] scores =
        IntStream.range(0, size).mapToDouble(i -> entropy(p, i * classes, classes)).toArray();
    assertThat(picks)
        .extracting(Pick::image)
        .containsExactlyElementsOf(
            IntStream.range(0, size)
                .boxed()
                .sorted(
                    Comparator.<Integer>comparingDouble(i -> -scores[i])
                        .thenComparingDouble(i -> Randomness.uniform(pool, i)))
                .limit(asked)
                .toList());
    assertThat(picks).allMatch(pick -> pick.score() == scores[pick.image()]);
  }

  private static double entropy(float[] p, int offset, int classes) {
    double sum = 0;
    for (int i = offset; i < offset + classes; i++) {
      sum -= p[i] == 0 ? 0 : p[i] * Math.log(p[i]);
    }
    return sum;
  }
}
