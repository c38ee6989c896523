package io.modicum.contracts.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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

  private final Map<String, Object> deadLetters = new HashMap<>();
  private final AtomicInteger settled = new AtomicInteger();
  private final Stopping stopping = new Stopping();
  private final KafkaFailureHandler handler =
      new DeadLetterWhileRunning(
              (config, vertx, consumer, report) ->
                  new DeadLetterTopic(config.getDeadLetterQueueTopic().orElseThrow()),
              stopping)
          .create(channel("labels-completed"), null, null, null);

  @Test
  void putsWhatFailsIntoItsDeadLetterTopic() {
    fail();

    assertThat(deadLetters).containsExactly(entry("labels-completed.dlq", RECORD));
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

  private static KafkaConnectorIncomingConfiguration channel(String name) {
    return new KafkaConnectorIncomingConfiguration(
        new SmallRyeConfigBuilder()
            .withDefaultValue("channel-name", name)
            .withDefaultValue("value.deserializer", ByteArrayDeserializer.class.getName())
            .build());
  }

  private final class DeadLetterTopic implements KafkaFailureHandler {

    private final String topic;

    DeadLetterTopic(String topic) {
      this.topic = topic;
    }

    @Override
    public <K, V> Uni<Void> handle(
        IncomingKafkaRecord<K, V> record, Throwable reason, Metadata metadata) {
      deadLetters.put(topic, record);
      return Uni.createFrom().voidItem();
    }
  }
}
