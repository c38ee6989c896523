package io.modicum.contracts.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredictionsTest {

  @Test
  void tellsOfTheHeadOnlyWhereThereIsOne() {
    Predictions network = new Predictions(1, 20, 0.5, List.of());
    Predictions head =
        new Predictions(
            1,
            20,
            0.5,
            List.of(),
            Optional.of(new Predictions.Head(0.1, 1.5)),
            Optional.of(List.of(List.of(3, 1), List.of(0, 4))));

    assertThat(json(network))
        .isEqualTo("{\"cycle\":1,\"labels\":20,\"accuracy\":0.5,\"perClass\":[]}");
    assertThat(Json.read("network", Json.bytes(network), Predictions.class)).isEqualTo(network);
    assertThat(Json.read("head", Json.bytes(head), Predictions.class)).isEqualTo(head);
  }

  private static String json(Predictions predictions) {
    return new String(Json.bytes(predictions), StandardCharsets.UTF_8);
  }
}
