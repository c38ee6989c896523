package io.modicum.inference.linear;

import static io.modicum.inference.linear.Kind.LOGISTIC_REGRESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.inference.head.Features;
import io.modicum.inference.head.LabelledFeatures;
import io.modicum.inference.head.LabelledRows;
import io.modicum.inference.head.Standardisation;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is chosen on held-out labels, on overlapping classes: image i is of class i mod 4. */
class FittedLinearHeadTest {

  private static final int CLASSES = 4;
  private static final int COLUMNS = 20;
  private static final int LABELS = 200;

  private final Features features = overlapping(4_200);

  @ParameterizedTest
  @EnumSource(Kind.class)
  void choosesACThatPredictsUnseenImagesAboutAsWellAsAnyOther(Kind kind) {
    FittedLinearHead chosen = fit(kind, 0, 0, LABELS);

    double best =
        IntStream.rangeClosed(-4, 1)
            .mapToDouble(power -> logLoss(fit(kind, Math.pow(10, power), 0, LABELS).head()))
            .min()
            .orElseThrow();
    assertThat(logLoss(chosen.head())).isLessThan(1.05 * best);
    assertThat(logLoss(fit(kind, 1e3, 0, LABELS).head())).isGreaterThan(1.05 * best);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void calibratesWithoutMovingAnyImageToAnotherClass(Kind kind) {
    double c = kind == Kind.LINEAR_SVM ? 0.1 : 10;
    FittedLinearHead fitted = fit(kind, c, 0, LABELS);
    LinearHead raw = divided(fitted.head(), 1 / fitted.temperature());

    assertThat(fitted.temperature()).isNotCloseTo(1, within(0.1));
    assertThat(calibrationError(fitted.head())).isLessThan(0.7 * calibrationError(raw));
    assertThat(calibrationError(fitted.head())).isLessThan(0.08);
    assertThat(predicted(fitted.head())).isEqualTo(predicted(raw));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void choosesNothingOnTooFewLabels(Kind kind) {
    FittedLinearHead fitted = fit(kind, 0, 0, HeldOut.LABELS_PER_CLASS * CLASSES - 1);

    assertThat(fitted.c()).isEqualTo(HeldOut.DEFAULT_C);
    assertThat(fitted.temperature()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void endsAmidTheFitWhereNobodyWantsIt(Kind kind) {
    IllegalStateException deleted = new IllegalStateException("deleted");
    AtomicInteger looks = new AtomicInteger();

    assertThatThrownBy(
            () ->
                FittedLinearHead.fit(
                    kind.model,
                    images(ofKnownClass(0, LABELS), LabelledRows.NONE, CLASSES),
                    kind.settings(0, 0),
                    11,
                    () -> {
                      if (looks.incrementAndGet() > 100) {
                        throw deleted;
                      }
                    }))
        .isSameAs(deleted);
  }

  @Test
  void neverHoldsOutTheOnlyLabelOfAClass() {
    int[] labels = new int[40];
    labels[7] = 1;
    int[] images = IntStream.range(0, 40).toArray();

    FittedLinearHead fitted =
        FittedLinearHead.fit(
            LOGISTIC_REGRESSION.model,
            images(new LabelledRows(images, labels), LabelledRows.NONE, 2),
            LOGISTIC_REGRESSION.settings(0, 5),
            3,
            () -> {});

    assertThat(fitted.head().bias()).doesNotContain(Float.NEGATIVE_INFINITY);
    assertThat(fitted.committee())
        .allSatisfy(member -> assertThat(member.bias()).doesNotContain(Float.NEGATIVE_INFINITY));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void committeeAgreesWithTheHeadOnMostImagesAndNotOnAll(Kind kind) {
    FittedLinearHead fitted = fit(kind, 0.01, 8, LABELS);

    assertThat(fitted.committee()).hasSize(8);
    int[] head = predicted(fitted.head());
    for (LinearHead member : fitted.committee()) {
      int[] votes = predicted(member);
      double agreement =
          IntStream.range(0, votes.length).filter(i -> votes[i] == head[i]).count()
              / (double) votes.length;
      assertThat(agreement).isBetween(0.6, 0.999);
    }
    assertThat(fitted.committee().get(0).weights())
        .isNotEqualTo(fitted.committee().get(1).weights())
        .isEqualTo(fit(kind, 0.01, 8, LABELS).committee().get(0).weights());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void tellsTheAccuracyThatTheHeadHasOnUnseenImages(Kind kind) {
    FittedLinearHead fitted = fit(kind, 0, 0, LABELS);

    Predictions.HeldOut heldOut = fitted.heldOut().orElseThrow();
    assertThat(heldOut.labels()).isEqualTo(LABELS);
    assertThat(heldOut.accuracy())
        .isCloseTo(unseenAccuracy(fitted.head()), within(3 * heldOut.standardError()));
  }

  @Test
  void isNotSoSureOfLabelsThatSayNothing() {
    SplittableRandom random = new SplittableRandom(5);
    int[] images = IntStream.range(0, LABELS).toArray();
    int[] labels = random.ints(LABELS, 0, CLASSES).toArray();

    FittedLinearHead fitted = fit(new LabelledRows(images, labels), CLASSES);

    Predictions.HeldOut heldOut = fitted.heldOut().orElseThrow();
    assertThat(heldOut.accuracy()).isCloseTo(1.0 / CLASSES, within(3 * heldOut.standardError()));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void holdsOutNothingOfTooFewLabels(Kind kind) {
    assertThat(fit(kind, 0, 0, HeldOut.LABELS_PER_CLASS * CLASSES - 1).heldOut()).isEmpty();
  }

  @Test
  void holdsOutNothingWhileAClassHasNoLabel() {
    LabelledRows labelled = ofKnownClass(0, LABELS);

    assertThat(fit(labelled, CLASSES).heldOut()).isPresent();
    assertThat(fit(labelled, CLASSES + 1).heldOut()).isEmpty();
  }

  @Test
  void countsTheOnlyLabelOfAClassAsOneThatWouldBeMissed() {
    int[] images = IntStream.range(0, 40).toArray();
    int[] labels = new int[40];
    labels[7] = 1;

    FittedLinearHead fitted = fit(new LabelledRows(images, labels), 2);

    assertThat(fitted.heldOut()).contains(new Predictions.HeldOut(39 / 40.0, 40));
  }

  @Test
  void holdsOutLabelsFromThePseudoLabelsThatTheyLedTo() {
    LabelledRows known = ofKnownClass(0, LABELS);
    LabelledRows copies = new LabelledRows(known.images(), known.labels());

    FittedLinearHead leaking = fit(0.1, copies);

    assertThat(leaking.heldOut().orElseThrow().accuracy())
        .isCloseTo(fit(0.1, LabelledRows.NONE).heldOut().orElseThrow().accuracy(), within(0.05));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesALossThatIsNoNumber(Kind kind) {
    float[] huge = new float[features.values().length];
    for (int i = 0; i < huge.length; i++) {
      huge[i] = i / features.columns() % 50 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE;
    }
    Features tooLarge = new Features(huge, features.rows(), features.columns());

    assertThatThrownBy(
            () ->
                FittedLinearHead.fit(
                    kind.model,
                    new LabelledFeatures(
                        tooLarge,
                        Standardisation.of(tooLarge, tooLarge.rows()),
                        ofKnownClass(0, LABELS),
                        LabelledRows.NONE,
                        CLASSES),
                    kind.settings(0.1, 0),
                    11,
                    () -> {}))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("classifier: cannot be fitted, since its loss is no finite number");
  }

  @Test
  void learnsFromPseudoLabelsToo() {
    FittedLinearHead fitted = fit(0, ofKnownClass(LABELS, 3_000));

    FittedLinearHead alone = fit(0, LabelledRows.NONE);
    assertThat(logLoss(fitted.head())).isLessThan(0.9 * logLoss(alone.head()));
  }

  private FittedLinearHead fit(Kind kind, double c, int committee, int labels) {
    return fit(
        kind.settings(c, committee),
        kind,
        images(ofKnownClass(0, labels), LabelledRows.NONE, CLASSES));
  }

  private FittedLinearHead fit(double c, LabelledRows pseudo) {
    return fit(
        LOGISTIC_REGRESSION.settings(c, 0),
        LOGISTIC_REGRESSION,
        images(ofKnownClass(0, LABELS), pseudo, CLASSES));
  }

  private FittedLinearHead fit(LabelledRows labelled, int classes) {
    return fit(
        LOGISTIC_REGRESSION.settings(0, 0),
        LOGISTIC_REGRESSION,
        images(labelled, LabelledRows.NONE, classes));
  }

  private static FittedLinearHead fit(
      ClassifierSettings settings, Kind kind, LabelledFeatures images) {
    return FittedLinearHead.fit(kind.model, images, settings, 11, () -> {});
  }

  private LabelledFeatures images(LabelledRows labelled, LabelledRows pseudo, int classes) {
    return new LabelledFeatures(
        features, Standardisation.of(features, features.rows()), labelled, pseudo, classes);
  }

  private double unseenAccuracy(LinearHead head) {
    int[] predicted = predicted(head);
    return IntStream.range(LABELS, predicted.length)
            .filter(i -> predicted[i] == i % CLASSES)
            .count()
        / (double) (predicted.length - LABELS);
  }

  private static LabelledRows ofKnownClass(int first, int count) {
    int[] images = IntStream.range(first, first + count).toArray();
    return new LabelledRows(images, Arrays.stream(images).map(i -> i % CLASSES).toArray());
  }

  private static LinearHead divided(LinearHead head, double by) {
    return new LinearHead(
        divided(head.weights(), by), divided(head.bias(), by), head.standardisation());
  }

  private static float[] divided(float[] values, double by) {
    float[] all = new float[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) (values[i] / by);
    }
    return all;
  }

  private int[] predicted(LinearHead head) {
    float[] p = head.probabilities(features, () -> {});
    return IntStream.range(0, features.rows())
        .map(
            i ->
                IntStream.range(0, CLASSES)
                    .reduce(0, (best, k) -> p[i * CLASSES + k] > p[i * CLASSES + best] ? k : best))
        .toArray();
  }

  private double logLoss(LinearHead head) {
    float[] p = head.probabilities(features, () -> {});
    return IntStream.range(LABELS, features.rows())
        .mapToDouble(i -> -Math.log(p[i * CLASSES + i % CLASSES]))
        .average()
        .orElseThrow();
  }

  /** Guo et al. (2017), equation 3: ten bins by confidence, over the images without a label. */
  private double calibrationError(LinearHead head) {
    float[] p = head.probabilities(features, () -> {});
    int[] predicted = predicted(head);
    double[] gap = new double[10];
    for (int i = LABELS; i < features.rows(); i++) {
      float confidence = p[i * CLASSES + predicted[i]];
      gap[Math.min(9, (int) (10 * confidence))] +=
          (predicted[i] == i % CLASSES ? 1 : 0) - confidence;
    }
    return Arrays.stream(gap).map(Math::abs).sum() / (features.rows() - LABELS);
  }

  private static Features overlapping(int n) {
    SplittableRandom random = new SplittableRandom(9);
    float[] values = new float[n * COLUMNS];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        values[i * COLUMNS + j] = (float) (random.nextGaussian() + (i % CLASSES == j ? 2 : 0));
      }
    }
    return new Features(values, n, COLUMNS);
  }
}
