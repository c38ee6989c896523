package io.modicum.acquisition;

import io.modicum.contracts.manifest.Selection.Pick;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Chooses the images whose class probabilities are the least decided (Settles 2009, section 3.1).
 * Ties go to the lowest index; an image whose score is no number comes last.
 */
final class Uncertainty implements Acquisition {

  /** Makes a score of one image's class probabilities; higher is less decided. */
  enum Measure implements ToDoubleFunction<float[]> {
    /** Shannon entropy, in nats. */
    ENTROPY {
      @Override
      public double applyAsDouble(float[] p) {
        double entropy = 0;
        for (float value : p) {
          entropy -= value > 0 ? value * Math.log(value) : 0;
        }
        return entropy;
      }

      @Override
      String reason(double score) {
        return String.format(Locale.ROOT, "its classes have an entropy of %.3f nats", score);
      }
    },
    /** One minus the probability of the likeliest class. */
    LEAST_CONFIDENCE {
      @Override
      public double applyAsDouble(float[] p) {
        return 1.0 - largest(p);
      }

      @Override
      String reason(double score) {
        return String.format(Locale.ROOT, "its likeliest class has only %.1f%%", 100 * (1 - score));
      }
    },
    /** Minus the distance between the two likeliest classes (Scheffer et al. 2001). */
    MARGIN {
      @Override
      public double applyAsDouble(float[] p) {
        float first = Float.NEGATIVE_INFINITY;
        float second = Float.NEGATIVE_INFINITY;
        for (float value : p) {
          if (value > first) {
            second = first;
            first = value;
          } else if (value > second) {
            second = value;
          }
        }
        return (double) second - first;
      }

      @Override
      String reason(double score) {
        return String.format(
            Locale.ROOT, "its two likeliest classes are %.1f%% apart", -100 * score);
      }
    };

    /** Says to people why an image of this score was chosen. */
    abstract String reason(double score);

    private static float largest(float[] p) {
      float largest = p[0];
      for (float value : p) {
        largest = Math.max(largest, value);
      }
      return largest;
    }
  }

  private final Measure measure;
  private final Matrix probabilities;

  /**
   * @param probabilities {@code [pool, classes]}
   */
  Uncertainty(Measure measure, Matrix probabilities) {
    this.measure = measure;
    this.probabilities = probabilities;
  }

  @Override
  public List<Pick> choose(Candidates candidates, int count) {
    probabilities.covering(candidates.pool(), "probabilities");
    return Arrays.stream(candidates.unlabelled())
        .mapToObj(this::scored)
        .sorted(Comparator.comparingDouble(Scored::order).reversed())
        .limit(count)
        .map(scored -> new Pick(scored.image, scored.score, measure.reason(scored.score)))
        .toList();
  }

  private Scored scored(int image) {
    int start = image * probabilities.columns();
    double score =
        measure.applyAsDouble(
            Arrays.copyOfRange(probabilities.values(), start, start + probabilities.columns()));
    return new Scored(image, score);
  }

  private record Scored(int image, double score) {
    double order() {
      return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
    }
  }
}
