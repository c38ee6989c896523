package io.modicum.contracts.provision;

import io.modicum.contracts.event.EmbeddingShardRequested;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.PackingShardRequested;
import io.modicum.contracts.event.SelectionPartRequested;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.event.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a topic is to be.
 *
 * @param queue whether the order of its records does not matter, so that it may get more partitions
 */
record PlannedTopic(String name, int partitions, Duration retention, boolean queue) {

  private static final Set<Class<? extends Event>> QUEUES =
      Set.of(
          PackingShardRequested.class, EmbeddingShardRequested.class, SelectionPartRequested.class);

  /** Returns every topic of the chain and its dead letters. */
  static List<PlannedTopic> all(ProvisionConfig config) {
    return Topic.all().stream()
        .flatMap(topic -> Stream.of(of(topic, config), deadLetters(topic, config)))
        .toList();
  }

  private static PlannedTopic of(Topic<?> topic, ProvisionConfig config) {
    boolean queue = QUEUES.contains(topic.event());
    boolean progress = topic.event() == StageProgressed.class;
    return new PlannedTopic(
        topic.name(),
        queue ? config.queuePartitions() : config.partitions(),
        progress ? config.progressRetention() : config.retention(),
        queue);
  }

  private static PlannedTopic deadLetters(Topic<?> topic, ProvisionConfig config) {
    return new PlannedTopic(topic.deadLetter(), 1, config.deadLetterRetention(), false);
  }
}
