package io.modicum.gateway.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DawidSkeneTest {

  private static final int PATIENTS = 45;
  private static final int OBSERVERS = 5;
  private static final int GRADES = 4;

  /**
   * How fit for anaesthesia 45 patients are (Dawid and Skene 1979, table 1). A patient a word:
   * three assessments by the first observer, and one by each of the four others.
   */
  private static final String ANAESTHETISTS =
      """
      1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223
      4444444 2223343 1111111 2223212 1211111 1112111 1111111 1111111 2222221 2221322
      2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121
      1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111
      1111111 1212111 2322222 1211111 2222222
      """;

  private static final Offset<Double> PRINTED = within(0.005);
  private static final Offset<Double> EXACT = within(5e-6);

  @Test
  void givesTheEstimatesOfThePaper() {
    DawidSkene estimate = estimate(Map.of(), 0);

    assertThat(estimate.priors()).containsExactly(new double[] {.40, .42, .11, .07}, PRINTED);
    double[][] first = estimate.confusion()[0];
    assertThat(first[0]).containsExactly(new double[] {.89, .11, 0, 0}, PRINTED);
    assertThat(first[1]).containsExactly(new double[] {.07, .88, .05, 0}, PRINTED);
    assertThat(first[2]).containsExactly(new double[] {0, .34, .66, 0}, PRINTED);
    assertThat(first[3]).containsExactly(new double[] {0, 0, .56, .44}, PRINTED);
  }

  /** Expected are the results of the same algorithm in NumPy, as array operations, to 1e-12. */
  @Test
  void agreesWithArrayOperationsToTheLastDigits() {
    DawidSkene estimate = estimate(Map.of(), 0);

    assertThat(estimate.priors())
        .containsExactly(new double[] {0.399555, 0.421983, 0.111795, 0.066667}, EXACT);
    assertThat(estimate.confusion()[2][2])
        .containsExactly(new double[] {0, 0.403671, 0.198776, 0.397552}, EXACT);
    assertThat(estimate.posteriors()[29])
        .containsExactly(new double[] {0.999146, 0.000854, 0, 0}, EXACT);
    assertThat(estimate.posteriors()[37])
        .containsExactly(new double[] {0, 0.021200, 0.978800, 0}, EXACT);
  }

  @Test
  void learnsFromItemsThatAreKnownAndSmoothsWhatItCounts() {
    DawidSkene estimate = estimate(Map.of(2, 0, 35, 2), 0.01);

    assertThat(estimate.posteriors()[2]).containsExactly(1, 0, 0, 0);
    assertThat(estimate.posteriors()[35]).containsExactly(0, 0, 1, 0);
    assertThat(estimate.priors())
        .containsExactly(new double[] {0.422136, 0.402890, 0.152752, 0.022222}, EXACT);
    assertThat(estimate.confusion()[0][3])
        .containsExactly(new double[] {0.003289, 0.003289, 0.003289, 0.990132}, EXACT);
    assertThat(estimate.posteriors()[37])
        .containsExactly(new double[] {0, 0.114905, 0.885095, 0}, EXACT);
  }

  @Test
  void trustsAnAnnotatorWhoIsAlwaysRightOverTwoWhoGuess() {
    List<Rating> ratings = new ArrayList<>();
    for (int item = 0; item < 40; item++) {
      int truth = item % 2;
      ratings.add(new Rating(item, 0, truth));
      ratings.add(new Rating(item, 1, truth));
      ratings.add(new Rating(item, 2, truth));
      ratings.add(new Rating(item, 3, item / 2 % 2));
      ratings.add(new Rating(item, 4, item / 2 % 2));
    }
    ratings.add(new Rating(40, 0, 1));
    ratings.add(new Rating(40, 3, 0));
    ratings.add(new Rating(40, 4, 0));

    DawidSkene estimate = new DawidSkene(ratings, Map.of(), 41, 5, 2, 0.01);

    assertThat(estimate.posteriors()[40][1]).isGreaterThan(0.99);
  }

  private static DawidSkene estimate(Map<Integer, Integer> known, double smoothing) {
    List<Rating> ratings = new ArrayList<>();
    String[] patients = ANAESTHETISTS.strip().split("\\s+");
    for (int patient = 0; patient < PATIENTS; patient++) {
      for (int column = 0; column < patients[patient].length(); column++) {
        int observer = Math.max(0, column - 2);
        ratings.add(new Rating(patient, observer, patients[patient].charAt(column) - '1'));
      }
    }
    return new DawidSkene(ratings, known, PATIENTS, OBSERVERS, GRADES, smoothing);
  }
}
