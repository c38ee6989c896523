package io.modicum.gateway.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The coefficients of agreement against worked examples of the literature. */
class KappaTest {

  private static final Offset<Double> PRINTED = within(0.0005);

  /**
   * Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", 3rd ed., table 18.1.
   */
  @Test
  void cohensKappaOfTwoPsychiatrists() {
    int[][] counts = {{75, 1, 4}, {5, 4, 1}, {0, 0, 10}};

    assertThat(CohenKappa.measure(counts).orElseThrow()).isEqualTo(0.676, PRINTED);
  }

  /**
   * Fourteen raters put ten subjects into five categories: the worked example of the article
   * "Fleiss' kappa" in Wikipedia.
   */
  @Test
  void fleissKappaOfFourteenRaters() {
    int[][] votes = {
      {0, 0, 0, 0, 14},
      {0, 2, 6, 4, 2},
      {0, 0, 3, 5, 6},
      {0, 3, 9, 2, 0},
      {2, 2, 8, 1, 1},
      {7, 7, 0, 0, 0},
      {3, 2, 6, 3, 0},
      {2, 5, 3, 2, 2},
      {6, 5, 2, 1, 0},
      {0, 2, 2, 3, 7}
    };

    assertThat(FleissKappa.measure(votes, 14).orElseThrow()).isEqualTo(0.210, PRINTED);
  }

  /** Krippendorff 2011, section A: two observers, binary labels, none missing. */
  @Test
  void krippendorffsAlphaOfTwoObservers() {
    List<Rating> ratings = ratings("0100000010", "1110010000");

    assertThat(KrippendorffAlpha.measure(Rating.votes(ratings, 10, 2)).orElseThrow())
        .isEqualTo(0.095, PRINTED);
  }

  /** Krippendorff 2011, section C: four observers, five labels, some missing. */
  @Test
  void krippendorffsAlphaWhereLabelsAreMissing() {
    List<Rating> ratings =
        ratings("12332141 2...", "12332241 25.3", ".3332342 251.", "12332441 251.");

    assertThat(KrippendorffAlpha.measure(Rating.votes(ratings, 12, 6)).orElseThrow())
        .isEqualTo(0.743, PRINTED);
  }

  @Property
  void krippendorffsAlphaNearsFleissKappaAsItsCorrectionForFewLabelsVanishes(
      @ForAll @Size(min = 2, max = 20) List<@Size(3) List<@IntRange(max = 2) Integer>> items) {
    int[][] votes = new int[items.size()][3];
    for (int item = 0; item < votes.length; item++) {
      for (int label : items.get(item)) {
        votes[item][label]++;
      }
    }

    double labels = 3.0 * items.size();
    FleissKappa.measure(votes, 3)
        .ifPresent(
            kappa ->
                assertThat(KrippendorffAlpha.measure(votes).orElseThrow())
                    .isEqualTo(kappa + (1 - kappa) / labels, within(1e-9)));
  }

  @Test
  void areUndefinedWhereThereIsNothingToDisagreeAbout() {
    assertThat(CohenKappa.measure(new int[][] {{0, 0}, {0, 0}})).isEmpty();
    assertThat(CohenKappa.measure(new int[][] {{7, 0}, {0, 0}})).isEmpty();
    assertThat(FleissKappa.measure(new int[][] {{1, 0}}, 1)).isEmpty();
    assertThat(FleissKappa.measure(new int[][] {{1, 0}}, 2)).isEmpty();
    assertThat(KrippendorffAlpha.measure(new int[][] {{1, 0}, {0, 1}})).isEmpty();
    assertThat(KrippendorffAlpha.measure(new int[0][0])).isEmpty();
  }

  /** Labels of the items, an observer a text; a point where there is none. */
  private static List<Rating> ratings(String... observers) {
    List<Rating> ratings = new ArrayList<>();
    for (int observer = 0; observer < observers.length; observer++) {
      String labels = observers[observer].replace(" ", "");
      for (int item = 0; item < labels.length(); item++) {
        if (labels.charAt(item) != '.') {
          ratings.add(new Rating(item, observer, labels.charAt(item) - '0'));
        }
      }
    }
    return ratings;
  }
}
