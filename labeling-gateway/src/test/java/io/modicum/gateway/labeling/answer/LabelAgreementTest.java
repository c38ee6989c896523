package io.modicum.gateway.labeling.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LabelAgreementTest {

  @Test
  void takesTheFirstAnswerOnATie() {
    assertThat(LabelAgreement.majority(List.of(2, 1, 1, 2))).isEqualTo(new LabelAgreement(2, 0.5));
    assertThat(LabelAgreement.mostNamed(List.of(2, 1, 0, 1, 2))).containsExactly(2, 1);
  }

  @Property
  void isTheMostFrequentAnswerAndItsShare(
      @ForAll @Size(min = 1, max = 9) List<@IntRange(max = 3) Integer> answers) {
    LabelAgreement agreement = LabelAgreement.majority(answers);

    int votes = Collections.frequency(answers, agreement.label());
    assertThat(answers).allMatch(answer -> Collections.frequency(answers, answer) <= votes);
    assertThat(agreement.agreement()).isEqualTo((double) votes / answers.size());
  }
}
