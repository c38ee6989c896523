package io.modicum.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorableTextTest {

  private static final String KIWI = "\ud83e\udd5d";

  @Test
  void replacesWhatIsNoCharacterOfAText() {
    assertThat(StorableText.of("a\0b" + KIWI + "\ud83e.")).isEqualTo("a\uFFFDb" + KIWI + "\uFFFD.");
    assertThat((String[]) StorableText.parameter(new String[] {"a\0", null, "b"}))
        .containsExactly("a\uFFFD", null, "b");
    assertThat(StorableText.parameter(7)).isEqualTo(7);
  }

  @Test
  void replacesTheSameInJsonWhereverItStands() {
    String json =
        StorableText.json(Map.of("k\0", List.of("\\u0000", "\\\0", "\0\0", KIWI, "\ud83e")));

    assertThat(json)
        .isEqualTo(
            "{\"k\uFFFD\":[\"\\\\u0000\",\"\\\\\uFFFD\",\"\uFFFD\uFFFD\",\"%s\",\"\uFFFD\"]}"
                .formatted(KIWI));
  }
}
