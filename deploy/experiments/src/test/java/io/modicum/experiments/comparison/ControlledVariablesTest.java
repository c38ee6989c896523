package io.modicum.experiments.comparison;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ControlledVariablesTest {

  private static final String SELF_SUPERVISED =
      "{'name': 'a', 'mode': 'self-supervised', 'initial': 'random', 'seed': 1,"
          + " 'acquisition': {'function': 'random'}, 'classifier': {'committee': 0}}";

  @Test
  void refuseModesThatAlsoDifferInHowTheyStart() throws IOException {
    ControlledVariables controlled = new ControlledVariables(Comparison.MODES);
    controlled.add(
        json(SELF_SUPERVISED.replace("'initial': 'random'", "'initial': 'max-herding'")));

    assertThatThrownBy(() -> controlled.add(json(fromScratch())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'a' and 'b'")
        .hasMessageContaining("differ in initial (\"max-herding\" and \"random\")");
  }

  @Test
  void refuseWhatOnlyOneOfThemHas() throws IOException {
    ControlledVariables controlled = new ControlledVariables(Comparison.MODES);
    controlled.add(json(SELF_SUPERVISED));

    assertThatThrownBy(
            () ->
                controlled.add(
                    json(fromScratch().replace("{'committee': 0}", "{'committee': 0, 'c': 1}"))))
        .hasMessageContaining("classifier.c (null and 1)");
  }

  @Test
  void takeModesThatDifferInNothingElse() throws IOException {
    ControlledVariables controlled = new ControlledVariables(Comparison.MODES);
    controlled.add(json(SELF_SUPERVISED));

    assertThatCode(() -> controlled.add(json(fromScratch()))).doesNotThrowAnyException();
    assertThatCode(() -> controlled.add(json(fromScratch().replace("'seed': 1", "'seed': 2"))))
        .doesNotThrowAnyException();
  }

  @Test
  void letAFunctionBringWhatItNeeds() throws IOException {
    ControlledVariables controlled = new ControlledVariables(Comparison.ACQUISITION_FUNCTIONS);
    controlled.add(json(SELF_SUPERVISED));
    String bald =
        SELF_SUPERVISED
            .replace("{'function': 'random'}", "{'function': 'bald', 'settings': {'sample': 9}}")
            .replace("'committee': 0", "'committee': 8");

    assertThatCode(() -> controlled.add(json(bald))).doesNotThrowAnyException();
    assertThatThrownBy(() -> controlled.add(json(fromScratch()))).hasMessageContaining("mode");
  }

  private static String fromScratch() {
    return SELF_SUPERVISED.replace("'a'", "'b'").replace("'self-supervised'", "'from-scratch'");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
