package io.modicum.contracts.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

/** A played dead-letter topic, since no test can end the process that it runs in. */
class DeadLetterWhileRunningTest {

  private static final IncomingKafkaRecord<String, String> RECORD =
      new IncomingKafkaRecord<>(
          new ConsumerRecord<>("labels-completed", 0, 7, "key", "value"),
          "labels-completed",
          0,
          null,
          null,
          false);

  private final List<Object> deadLetters = new ArrayList<>();
  private final AtomicInteger settled = new AtomicInteger();
  private final Stopping stopping = new Stopping();
  private final KafkaFailureHandler handler =
      new DeadLetterWhileRunning(
              (config, vertx, consumer, report) -> new DeadLetterTopic(), stopping)
          .create(null, null, null, null);

  @Test
  void putsWhatFailsIntoItsDeadLetterTopic() {
    fail();

    assertThat(deadLetters).containsExactly(RECORD);
    assertThat(settled).hasValue(1);
  }

  @Test
  void neverSettlesWhatFailsWhileTheProcessEnds() {
    stopping.begin(new ShutdownEvent());

    fail();

    assertThat(deadLetters).isEmpty();
    assertThat(settled).hasValue(0);
  }

  private void fail() {
    handler
        .handle(RECORD, new InterruptedException(), Metadata.empty())
        .subscribe()
        .with(done -> settled.incrementAndGet(), failure -> settled.incrementAndGet());
  }

  private final class DeadLetterTopic implements KafkaFailureHandler {

    @Override
    public <K, V> Uni<Void> handle(
        IncomingKafkaRecord<K, V> record, Throwable reason, Metadata metadata) {
      deadLetters.add(record);
      return Uni.createFrom().voidItem();
    }
  }
}
