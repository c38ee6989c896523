package io.modicum.contracts.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.modicum.contracts.stage.StageRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageMetersTest {

  private static final StageRun ONE = new StageRun("train", "birds", 0);
  private static final StageRun OTHER = new StageRun("train", "fish", 0);

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final StageMeters stages = new StageMeters(meters);

  @Test
  void tellsOfTheWorkThatIsUnderWay() {
    stages.started(ONE);
    stages.started(OTHER);

    stages.progressed(ONE, 100, Map.of("loss", 0.5));
    stages.progressed(OTHER, 50, Map.of("loss", 0.25));

    assertThat(value("modicum.stage.running")).isEqualTo(2);
    assertThat(value("modicum.stage.images.per.second")).isEqualTo(150);
    assertThat(value("modicum.stage.metric")).as("the latest").isEqualTo(0.25);
    assertThat(value("modicum.stage.since.progress.seconds")).isPositive();
  }

  @Test
  void nothingIsLeftOfWorkThatEndedOrFailed() {
    stages.started(ONE);
    stages.started(OTHER);
    stages.progressed(ONE, 100, Map.of("loss", 0.5));
    stages.progressed(OTHER, 50, Map.of("loss", 0.25));

    stages.ended(ONE, "computed", 2);
    stages.failed(OTHER);

    assertThat(value("modicum.stage.running")).isZero();
    assertThat(value("modicum.stage.images.per.second")).isZero();
    assertThat(value("modicum.stage.metric")).isNaN();
    assertThat(value("modicum.stage.since.progress.seconds")).isZero();
    assertThat(meters.get("modicum.stage").tag("outcome", "computed").timer().count()).isOne();
  }

  @Test
  void aPartThatTellsOfTheWholeIsNoWorkOfItsOwn() {
    stages.progressed(ONE, 100, Map.of("loss", 0.5));

    assertThat(value("modicum.stage.running")).isZero();
    assertThat(meters.find("modicum.stage.metric").gauge()).isNull();
  }

  private double value(String gauge) {
    return meters.get(gauge).tag("stage", "train").gauge().value();
  }
}
