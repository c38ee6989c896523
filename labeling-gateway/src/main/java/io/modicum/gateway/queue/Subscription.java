package io.modicum.gateway.queue;

import io.modicum.contracts.event.Topic;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A queue of the chain: what a topic holds for a consumer group.
 *
 * @param group the service that works on it, or {@link #REDRIVE}
 */
record Subscription(String group, String topic) {

  /** Whoever brings dead letters back. What it has not passed waits to be redriven or discarded. */
  static final String REDRIVE = "modicum-redrive";

  /** What each service hears. */
  static final Map<String, List<String>> HEARD =
      Map.of(
          "pretrain-service",
          List.of("dataset-registered", "campaign-started", "labels-completed"),
          "inference-service",
          List.of(
              "backbone-registered",
              "backbone-ready",
              "embedding-shard-requested",
              "labels-completed",
              "embeddings-ready",
              "campaign-completed"),
          "acquisition-service",
          List.of(
              "campaign-started",
              "embeddings-ready",
              "predictions-ready",
              "selection-part-requested"),
          "labeling-gateway",
          List.of(
              "dataset-ready",
              "backbone-checked",
              "labels-requested",
              "predictions-ready",
              "campaign-completed",
              "stage-progressed",
              "stage-failed"));

  boolean isOfDeadLetters() {
    return group.equals(REDRIVE);
  }

  /** Returns what the services are to work on. */
  private static List<Subscription> ofServices() {
    return HEARD.entrySet().stream()
        .flatMap(
            heard ->
                heard.getValue().stream().map(topic -> new Subscription(heard.getKey(), topic)))
        .toList();
  }

  /** Returns the dead letters of all topics. */
  static List<Subscription> ofDeadLetters() {
    return Topic.all().stream()
        .map(topic -> new Subscription(REDRIVE, topic.deadLetter()))
        .toList();
  }

  static List<Subscription> all() {
    return Stream.concat(ofServices().stream(), ofDeadLetters().stream()).toList();
  }
}
