package io.modicum.gateway.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modicum.gateway.forecast.PowerLaw.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PowerLawTest {

  private static final int TEST_IMAGES = 2000;

  @Test
  void recoversAKnownLaw() {
    List<Point> curve = new ArrayList<>();
    for (int labels : new int[] {20, 50, 100, 200, 500, 1000, 2000}) {
      curve.add(new Point(labels, 0, 1 - error(labels, 1.5, 0.4, 0.1), 1_000_000));
    }
    PowerLaw law = new PowerLaw(curve);

    for (int labels : new int[] {5000, 10_000, 20_000}) {
      Forecast forecast = law.at(labels);
      assertThat(forecast.labels()).isEqualTo(labels);
      assertThat(forecast.accuracy()).isCloseTo(1 - error(labels, 1.5, 0.4, 0.1), within(0.005));
      assertThat(forecast.upper() - forecast.lower()).isLessThan(0.03);
    }
  }

  /**
   * Of 600 points that the law did not see, nine tenths must lie in the band; four standard
   * deviations of that share are 5%. The campaigns differ in law, length and noise.
   */
  @Test
  void bandHoldsNineTenthsOfThePointsThatItDidNotSee() {
    SplittableRandom random = new SplittableRandom(1);
    int[] budgets = {20, 50, 100, 200, 500, 1000, 2000, 5000};
    int inside = 0;
    int above = 0;
    int below = 0;
    for (int campaign = 0; campaign < 600; campaign++) {
      double exponent = random.nextDouble(0.1, 0.7);
      double floor = random.nextDouble(0.0, 0.3);
      double amplitude = random.nextDouble(0.4, 0.9 - floor) * Math.pow(20, exponent);
      double more = random.nextDouble(1, 3);
      int seen = random.nextInt(3, 7);
      List<Point> curve = new ArrayList<>();
      for (int i = 0; i <= seen; i++) {
        double error = error(budgets[i], amplitude, exponent, floor);
        double noise = more * Math.sqrt(error * (1 - error) / TEST_IMAGES);
        curve.add(point(budgets[i], 1 - error + noise * random.nextGaussian()));
      }
      Point held = curve.remove(seen);

      Forecast forecast = new PowerLaw(curve).at(held.labels());

      assertThat(forecast.accuracy()).isBetween(forecast.lower(), forecast.upper());
      if (held.accuracy() < forecast.lower()) {
        below++;
      } else if (held.accuracy() > forecast.upper()) {
        above++;
      } else {
        inside++;
      }
    }
    assertThat(inside / 600.0).as("%d below, %d above", below, above).isBetween(0.85, 0.95);
  }

  @Test
  void bandWidensWithTheDistance() {
    PowerLaw law = new PowerLaw(curve(0.3, 0.38, 0.44, 0.47));

    assertThat(width(law.at(1600))).isGreaterThan(width(law.at(800)));
    assertThat(width(law.at(12_800))).isGreaterThan(width(law.at(1600)));
  }

  @Test
  void expectsAFlatCurveToStayFlat() {
    Forecast forecast = new PowerLaw(curve(0.6, 0.6, 0.6, 0.6)).at(1600);

    assertThat(forecast.accuracy()).isCloseTo(0.6, within(0.02));
  }

  @Test
  void expectsNoFurtherFallOfACurveThatFalls() {
    Forecast forecast = new PowerLaw(curve(0.7, 0.65, 0.6, 0.55)).at(1600);

    assertThat(forecast.accuracy()).isBetween(0.6, 0.66);
    assertThat(forecast.lower()).isLessThan(0.55);
  }

  @Test
  void staysWithinWhatIsPossible() {
    Forecast perfect = new PowerLaw(curve(1, 1, 1)).at(100_000);
    Forecast hopeless = new PowerLaw(curve(0, 0, 0)).at(100_000);

    assertThat(perfect.upper()).isEqualTo(1, within(1e-6));
    assertThat(perfect.accuracy()).isGreaterThan(0.99);
    assertThat(hopeless.lower()).isEqualTo(0, within(1e-6));
    assertThat(List.of(perfect.lower(), hopeless.accuracy(), hopeless.upper()))
        .allSatisfy(value -> assertThat(value).isBetween(0.0, 1.0));
  }

  @Test
  void forecastsTheBudgetsToComeAndTwiceTheLabelsWhereNoneIsLeft() {
    List<Point> curve = curve(0.3, 0.4, 0.45);

    assertThat(Forecast.after(curve, new int[] {100, 200, 400, 500, 900}, 1000))
        .extracting(Forecast::labels)
        .containsExactly(500, 900);
    assertThat(Forecast.after(curve, new int[] {100, 200, 400}, 1000))
        .extracting(Forecast::labels)
        .containsExactly(800);
    assertThat(Forecast.after(curve, new int[] {100, 200, 400}, 500))
        .extracting(Forecast::labels)
        .containsExactly(500);
    assertThat(Forecast.after(curve, new int[] {100, 200, 400}, 400)).isEmpty();
    assertThat(Forecast.after(curve.subList(0, 2), new int[] {400}, 1000)).isEmpty();
  }

  @Test
  void passesOverACycleWithoutALabel() {
    List<Point> curve = curve(0.3, 0.4, 0.45);
    List<Point> beginning = new ArrayList<>(curve);
    beginning.add(0, point(0, 0.1));

    assertThat(Forecast.after(beginning, new int[] {500}, 1000))
        .isEqualTo(Forecast.after(curve, new int[] {500}, 1000));
  }

  /** 100 labels besides make 100, 200, 300 … of what a curve without them has after 200, 300 …. */
  @Test
  void labelsThatCameWithTheDatasetAreLearntFromLikeOthers() {
    List<Point> asked = new ArrayList<>();
    List<Point> partlyGiven = new ArrayList<>();
    for (int labels : new int[] {200, 300, 500, 900}) {
      double accuracy = 1 - error(labels, 1.5, 0.4, 0.1);
      asked.add(new Point(labels, 0, accuracy, TEST_IMAGES));
      partlyGiven.add(new Point(labels - 100, 100, accuracy, TEST_IMAGES));
    }

    Forecast forecast = new PowerLaw(partlyGiven).at(1900);

    Forecast same = new PowerLaw(asked).at(2000);
    assertThat(forecast).isEqualTo(new Forecast(1900, same.accuracy(), same.lower(), same.upper()));
    assertThat(Forecast.after(partlyGiven, new int[] {800}, 1000))
        .as("the pool has no more than these to ask for")
        .extracting(Forecast::labels)
        .containsExactly(900);
  }

  @Test
  void aPointCountsForAsMuchAsItWasMeasuredOn() {
    List<Point> curve = curve(0.5, 0.6, 0.65, 0.68);
    List<Point> misled = new ArrayList<>(curve);
    misled.set(0, new Point(100, 0, 0.9, TEST_IMAGES));
    List<Point> hardlyMisled = new ArrayList<>(curve);
    hardlyMisled.set(0, new Point(100, 0, 0.9, 2));
    double expected = new PowerLaw(curve).at(1600).accuracy();

    double ofFew = new PowerLaw(hardlyMisled).at(1600).accuracy();

    assertThat(ofFew).isCloseTo(expected, within(0.01));
    assertThat(new PowerLaw(misled).at(1600).accuracy()).isNotCloseTo(expected, within(0.01));
  }

  @Test
  void passesOverACycleThatNobodyMeasured() {
    List<Point> unmeasured = new ArrayList<>(curve(0.3, 0.4, 0.45));
    unmeasured.set(1, new Point(200, 0, 0.4, 0));

    assertThat(Forecast.after(unmeasured, new int[] {500}, 1000)).isEmpty();
  }

  @Test
  void refusesTwoPoints() {
    assertThatThrownBy(() -> new PowerLaw(curve(0.4, 0.5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double error(int labels, double amplitude, double exponent, double floor) {
    return amplitude * Math.pow(labels, -exponent) + floor;
  }

  private static Point point(int labels, double accuracy) {
    return new Point(labels, 0, accuracy, TEST_IMAGES);
  }

  private static double width(Forecast forecast) {
    return forecast.upper() - forecast.lower();
  }

  /** Accuracies after 100, 200, 400 … labels. */
  private static List<Point> curve(double... accuracies) {
    int[] labels = {100};
    return Arrays.stream(accuracies)
        .mapToObj(
            accuracy -> {
              Point point = point(labels[0], accuracy);
              labels[0] *= 2;
              return point;
            })
        .toList();
  }
}
