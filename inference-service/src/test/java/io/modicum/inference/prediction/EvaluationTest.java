package io.modicum.inference.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Predictions.ClassReport;
import io.modicum.inference.head.LabelledRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final List<String> CLASSES = List.of("cat", "dog", "owl");

  @Test
  void reportsPrecisionAndRecallOfEachClass() {
    float[] probabilities = {.8f, .1f, .1f, .2f, .7f, .1f, .3f, .6f, .1f, .1f, .9f, 0};
    int[] truth = {0, 1, 0, -1};

    Evaluation evaluation = Evaluation.of(probabilities, truth, CLASSES);

    assertThat(evaluation.accuracy()).isEqualTo(2.0 / 3);
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
        .isEqualTo(1);
  }

  @Test
  void refusesLabelsThatDoNotFitTheDataset() {
    refuses("image 10 is not in the pool", label(10, 0));
    refuses("image 1 has label 3 of 3 classes", label(1, 3));
    refuses("image 1 is labelled twice", label(1, 0), label(1, 0));
  }

  private static void refuses(String message, LabelledSet.Label... labels) {
    Dataset dataset = new Dataset("d", CLASSES, 2, 2, 10, 0, List.of(), List.of(), List.of());
    assertThatThrownBy(
            () -> LabelledRows.of("labels.json", new LabelledSet(0, List.of(labels)), dataset))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("labels.json: ")
        .hasMessageContaining(message);
  }

  private static LabelledSet.Label label(int image, int label) {
    return new LabelledSet.Label(image, label, 0, List.of("ada"), 1);
  }
}
