package io.modicum.contracts.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modicum.contracts.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionsTest {

  @Test
  void tellsOfTheHeadOnlyWhereThereIsOne() {
    Predictions network = new Predictions(1, 20, 0.5, List.of());
    Predictions head =
        new Predictions(
            1,
            20,
            OptionalInt.empty(),
            OptionalDouble.of(0.5),
            List.of(),
            Optional.of(new Predictions.Head(0.1, 1.5)),
            Optional.of(List.of(List.of(3, 1), List.of(0, 4))),
            Optional.of(new Predictions.HeldOut(0.75, 20)));

    assertThat(json(network))
        .isEqualTo("{\"cycle\":1,\"labels\":20,\"accuracy\":0.5,\"perClass\":[]}");
    assertThat(Json.read("network", Json.bytes(network), Predictions.class)).isEqualTo(network);
    assertThat(json(head)).contains("\"heldOut\":{\"accuracy\":0.75,\"labels\":20}");
    assertThat(Json.read("head", Json.bytes(head), Predictions.class)).isEqualTo(head);
  }

  @ParameterizedTest
  @CsvSource({"0.75, 96, 0.0439", "1, 16, 0.0671", "0, 16, 0.0671"})
  void knowsTheStandardErrorAlsoWhereAllOrNoneAreRight(double accuracy, int labels, double error) {
    assertThat(new Predictions.HeldOut(accuracy, labels).standardError())
        .isCloseTo(error, within(1e-4));
  }

  private static String json(Predictions predictions) {
    return new String(Json.bytes(predictions), StandardCharsets.UTF_8);
  }
}
