package io.modicum.contracts.testing;

import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.store.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The neighbours of the service under test: sends to its topics and hears what it announces. */
public final class Chain implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaProducer<String, byte[]> producer;
  private final String broker;

  /**
   * @param broker bootstrap servers
   */
  public Chain(String broker) {
    this.broker = broker;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker), new StringSerializer(), new ByteArraySerializer());
  }

  /** Sends an event to its topic and waits until the broker has it. */
  public void send(Event event) {
    send(Topic.of(event.getClass()).name(), event.key(), Json.bytes(event));
  }

  /** Sends any bytes. */
  public void send(String topic, String key, byte[] value) {
    try {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Returns the first events of a type that match, as many as wanted. */
  public <E extends Event> List<E> hear(Class<E> type, int wanted, Predicate<E> matching) {
    String topic = Topic.of(type).name();
    List<E> heard = new ArrayList<>();
    for (byte[] value :
        values(topic, wanted, bytes -> matching.test(Json.read(topic, bytes, type)))) {
      heard.add(Json.read(topic, value, type));
    }
    return heard;
  }

  /**
   * Returns the first values in a topic that match, as many as wanted. More may follow them: the
   * broker delivers at least once, so a service may announce again what it found to be there.
   */
  public List<byte[]> values(String topic, int wanted, Predicate<byte[]> matching) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker,
            "group.id",
            UUID.randomUUID().toString(),
            "auto.offset.reset",
            "earliest");
    List<byte[]> found = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (found.size() < wanted) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("heard " + found.size() + " of " + wanted + " on " + topic);
        }
        for (ConsumerRecord<String, byte[]> heard : consumer.poll(Duration.ofMillis(200))) {
          if (matching.test(heard.value())) {
            found.add(heard.value());
          }
        }
      }
    }
    return found.subList(0, wanted);
  }

  @Override
  public void close() {
    producer.close();
  }
}
