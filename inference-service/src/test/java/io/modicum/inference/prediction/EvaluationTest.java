package io.modicum.inference.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.manifest.Predictions.ClassReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final List<String> CLASSES = List.of("cat", "dog", "owl");

  @Test
  void reportsPrecisionAndRecallOfEachClass() {
    float[] probabilities = {.8f, .1f, .1f, .2f, .7f, .1f, .3f, .6f, .1f, .1f, .9f, 0};
    int[] truth = {0, 1, 0, -1};

    Evaluation evaluation = Evaluation.of(probabilities, truth, CLASSES);

    assertThat(evaluation.accuracy()).hasValue(2.0 / 3);
    assertThat(evaluation.perClass())
        .containsExactly(
            new ClassReport("cat", 1, 0.5, 2),
            new ClassReport("dog", 0.5, 1, 1),
            new ClassReport("owl", 0, 0, 0));
    assertThat(evaluation.confusion())
        .containsExactly(List.of(1, 1, 0), List.of(0, 1, 0), List.of(0, 0, 0));
  }

  @Test
  void givesATieToTheLowestClass() {
    assertThat(Evaluation.of(new float[] {.5f, .5f, 0}, new int[] {0}, CLASSES).accuracy())
        .hasValue(1);
  }

  @Test
  void hasNoAccuracyWhereNoClassIsKnown() {
    assertThat(Evaluation.of(new float[] {.5f, .5f, 0}, new int[] {-1}, CLASSES).accuracy())
        .isEmpty();
  }
}
