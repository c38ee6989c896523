package io.modicum.inference.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.inference.head.LabelledRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class PseudoLabelsTest {

  @Test
  void areTheLikeliestClassesOfUnlabelledImagesThatAreSureEnough() {
    float[] probabilities = {
      0,
      1,
      0, // certain, but labelled
      .01f,
      0,
      .99f, // entropy 0.056
      .3f,
      .4f,
      .3f, // undecided
      .02f,
      .98f,
      0 // entropy 0.098
    };
    LabelledRows labelled = new LabelledRows(new int[] {0}, new int[] {2});

    LabelledRows pseudo = PseudoLabels.of(probabilities, 3, labelled, List.of(), 0.09);

    assertThat(pseudo.images()).containsExactly(1);
    assertThat(pseudo.labels()).containsExactly(2);
  }

  @Test
  void leaveOutWhatNothingIsToBeLearntOf() {
    float[] sure = {0, 1, 0, 1};

    LabelledRows pseudo = PseudoLabels.of(sure, 2, LabelledRows.NONE, List.of(1), 0.09);

    assertThat(pseudo.images()).containsExactly(0);
  }
}
