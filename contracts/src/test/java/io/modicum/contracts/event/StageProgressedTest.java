package io.modicum.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageProgressedTest {

  @Test
  void tellsNothingThatIsNoNumber() {
    StageProgressed event =
        new StageProgressed(
            "campaign",
            "train-from-scratch",
            0,
            StageProgressed.State.RUNNING,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            1,
            Double.NaN,
            Map.of("loss", Double.NaN, "epoch", 2.0));

    assertThat(event.metrics()).isEqualTo(Map.of("epoch", 2.0));
    assertThat(event.percent()).isZero();
    assertThat(event.rate()).isZero();
    assertThat(event.secondsLeft()).isEqualTo(-1);
  }

  @Test
  void passesOverWhatAnOlderReleaseToldThatIsNoNumber() {
    String released =
        """
        {"subject": "campaign", "stage": "train-from-scratch", "cycle": 0, "state": "running",
         "percent": 10, "rate": 5, "seconds": 1, "secondsLeft": 9, "metrics": {"loss": "NaN"}}
        """;

    StageProgressed read =
        Json.read("event", released.getBytes(StandardCharsets.UTF_8), StageProgressed.class);

    assertThat(read.metrics()).isEmpty();
    assertThat(read.percent()).isEqualTo(10);
  }
}
