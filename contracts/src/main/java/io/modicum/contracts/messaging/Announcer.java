package io.modicum.contracts.messaging;

import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.store.Json;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Sends events to their topics as CloudEvents in binary mode. Thread-safe. */
@ApplicationScoped
public class Announcer {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MutinyEmitter<byte[]> emitter;
  private final URI source;

  Announcer(
      @Channel("announcements") MutinyEmitter<byte[]> emitter,
      @ConfigProperty(name = "quarkus.application.name") String application) {
    this.emitter = emitter;
    this.source = URI.create("/modicum/" + application);
  }

  /**
   * Sends an event and returns when the broker has it.
   *
   * @throws InvalidInput if no broker takes it as it is
   * @throws Unavailable if the broker does not take it now
   */
  public void announce(Event event) {
    try {
      send(event).await().atMost(PATIENCE);
    } catch (RuntimeException failure) {
      if (RecordFault.is(failure)) {
        throw new InvalidInput(
            Topic.of(event.getClass()).name(), String.valueOf(failure.getMessage()), failure);
      }
      throw new Unavailable("Kafka broker", failure);
    }
  }

  /** Sends an event whose loss would do no harm, without waiting. */
  void mention(Event event) {
    send(event).subscribe().with(sent -> {}, lost -> {});
  }

  private Uni<Void> send(Event event) {
    Topic<? extends Event> topic = Topic.of(event.getClass());
    Metadata metadata =
        Metadata.of(
            OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(topic.name())
                .withKey(event.key())
                .build(),
            OutgoingCloudEventMetadata.builder()
                .withId(UUID.randomUUID().toString())
                .withSource(source)
                .withType(topic.cloudEventType())
                .withSubject(event.subject())
                .withTimestamp(Instant.now().atZone(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .build(),
            TracingMetadata.withCurrent(io.opentelemetry.context.Context.current()));
    return emitter.sendMessage(Message.of(Json.bytes(event), metadata));
  }
}
