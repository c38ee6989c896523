package io.modicum.contracts.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  /** Java iterates over such a map in another order in each process. */
  @Test
  void writesAMapInTheOrderOfItsKeysInEveryProcess() {
    Map<String, Integer> map = Map.of("e", 5, "b", 2, "d", 4, "a", 1, "f", 6, "c", 3);

    String json = new String(Json.bytes(map), StandardCharsets.UTF_8);

    assertThat(json).isEqualTo("{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6}");
  }
}
