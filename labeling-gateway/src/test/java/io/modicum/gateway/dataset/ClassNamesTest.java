package io.modicum.gateway.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassNamesTest {

  private static final String COMPOSED = "B\u00E4r";
  private static final String DECOMPOSED = "Ba\u0308r";

  @ParameterizedTest
  @ValueSource(strings = {COMPOSED, DECOMPOSED, " Ba\u0308r", "B\u00E4r\u00A0", "\tB\u00E4r\u3000"})
  void findsANameHoweverItsLettersAreWrittenAndWhateverSpaceIsAround(String typed) {
    assertThat(new ClassNames(List.of("cat", DECOMPOSED)).find(typed)).hasValue(1);
    assertThat(new ClassNames(List.of("cat", COMPOSED)).find(typed)).hasValue(1);
  }

  @Test
  void takesANameAsItIsPackedFirstAndGuessesNoneOfSeveral() {
    ClassNames names = new ClassNames(List.of(DECOMPOSED, COMPOSED, "cat "));

    assertThat(names.find(COMPOSED)).hasValue(1);
    assertThat(names.find(DECOMPOSED)).hasValue(0);
    assertThat(names.find(COMPOSED + " ")).isEqualTo(OptionalInt.empty());
    assertThat(names.find("cat")).hasValue(2);
  }

  @Test
  void tellsOthersApart() {
    ClassNames names = new ClassNames(List.of("Bar", "bear"));

    assertThat(names.find(COMPOSED)).isEmpty();
    assertThat(names.find("Bear")).isEmpty();
    assertThatThrownBy(() -> names.require("label", "Bear"))
        .hasMessage("label: 'Bear' is not a class; known are Bar, bear");
  }

  @Test
  void namesSomeOfMany() {
    List<String> many = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();

    assertThatThrownBy(() -> new ClassNames(many).require("label", "x"))
        .hasMessageEndingWith("18, 19 and 980 more");
  }
}
