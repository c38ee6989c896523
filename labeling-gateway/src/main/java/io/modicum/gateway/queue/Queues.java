package io.modicum.gateway.queue;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import io.modicum.contracts.failure.Unavailable;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What waits in Kafka, as the broker knows it: by the offsets that groups have committed. A
 * consumer's own lag metrics say nothing while it works for hours on one record, or is not there.
 */
@ApplicationScoped
class Queues {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<String, Object> settings;
  private final Admin admin;

  Queues(@Identifier("default-kafka-broker") Map<String, Object> broker) {
    this.settings = new HashMap<>(broker);
    this.admin = Admin.create(settings);
  }

  @PreDestroy
  void stop() {
    admin.close(Duration.ZERO);
  }

  /**
   * What a group has not acknowledged of a partition.
   *
   * @param from offset of the first record
   * @param to offset after the last
   */
  record Waiting(Subscription subscription, TopicPartition partition, long from, long to) {
    long records() {
      return to - from;
    }
  }

  /**
   * Returns the partitions that hold records for their groups.
   *
   * @throws Unavailable if the broker does not answer
   */
  List<Waiting> waiting(Collection<Subscription> subscriptions) {
    Map<String, List<TopicPartition>> partitions = partitions(subscriptions);
    List<TopicPartition> all = partitions.values().stream().flatMap(List::stream).toList();
    Map<TopicPartition, Long> starts = offsets(all, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(all, OffsetSpec.latest());
    List<Waiting> waiting = new ArrayList<>();
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
    for (Subscription subscription : subscriptions) {
      Map<TopicPartition, OffsetAndMetadata> marks =
          committed.computeIfAbsent(subscription.group(), this::committed);
      for (TopicPartition partition : partitions.getOrDefault(subscription.topic(), List.of())) {
        OffsetAndMetadata mark = marks.get(partition);
        long from = Math.max(starts.get(partition), mark == null ? 0 : mark.offset());
        long to = ends.get(partition);
        if (from < to) {
          waiting.add(new Waiting(subscription, partition, from, to));
        }
      }
    }
    return waiting;
  }

  /**
   * Returns how far each group is behind.
   *
   * @throws Unavailable if the broker does not answer
   */
  List<Backlog> backlogs(Collection<Subscription> subscriptions) {
    Map<Subscription, List<Waiting>> waiting =
        waiting(subscriptions).stream().collect(groupingBy(Waiting::subscription));
    List<Backlog> backlogs = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = reader(Map.of())) {
      for (Subscription subscription : subscriptions) {
        List<Waiting> its = waiting.getOrDefault(subscription, List.of());
        long records = its.stream().mapToLong(Waiting::records).sum();
        double oldest = its.stream().mapToDouble(waits -> age(reader, waits)).max().orElse(0);
        backlogs.add(new Backlog(subscription, records, oldest));
      }
    } catch (KafkaException failure) {
      throw new Unavailable("Kafka broker", failure);
    }
    return backlogs;
  }

  private static double age(Consumer<byte[], byte[]> reader, Waiting waits) {
    reader.assign(List.of(waits.partition()));
    reader.seek(waits.partition(), waits.from());
    return reader.poll(PATIENCE).records(waits.partition()).stream()
        .findFirst()
        .map(first -> Math.max(0, (System.currentTimeMillis() - first.timestamp()) / 1e3))
        .orElse(0.0);
  }

  /** Returns a new consumer that commits only what it is told to. */
  KafkaConsumer<byte[], byte[]> reader(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.putAll(more);
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Returns a new producer that loses nothing. */
  KafkaProducer<byte[], byte[]> writer() {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Returns the partitions of those topics that there are. */
  private Map<String, List<TopicPartition>> partitions(Collection<Subscription> subscriptions) {
    Set<String> topics =
        subscriptions.stream().map(Subscription::topic).collect(toCollection(HashSet::new));
    topics.retainAll(answer(admin.listTopics().names()));
    Map<String, List<TopicPartition>> partitions = new HashMap<>();
    answer(admin.describeTopics(topics).allTopicNames())
        .forEach(
            (topic, description) ->
                partitions.put(
                    topic,
                    description.partitions().stream()
                        .map(part -> new TopicPartition(topic, part.partition()))
                        .toList()));
    return partitions;
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
    return answer(
            admin
                .listOffsets(partitions.stream().collect(toMap(part -> part, part -> which)))
                .all())
        .entrySet()
        .stream()
        .collect(toMap(Map.Entry::getKey, part -> part.getValue().offset()));
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    return answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Kafka broker", stopped);
    } catch (ExecutionException | TimeoutException failure) {
      throw new Unavailable("Kafka broker", failure);
    }
  }
}
