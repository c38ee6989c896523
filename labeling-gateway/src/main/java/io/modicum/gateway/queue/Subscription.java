package io.modicum.gateway.queue;

import io.modicum.contracts.event.Topic;
import java.util.List;
import java.util.stream.Stream;

/**
 * A queue of the chain: what a topic holds for a consumer group.
 *
 * @param group the service that works on it, or {@link #REDRIVE}
 */
record Subscription(String group, String topic) {

  /** Whoever brings dead letters back. What it has not passed waits to be redriven or discarded. */
  static final String REDRIVE = "modicum-redrive";

  boolean isOfDeadLetters() {
    return group.equals(REDRIVE);
  }

  /** Returns what the services are to work on. */
  private static List<Subscription> ofServices() {
    return Topic.all().stream()
        .flatMap(
            topic -> topic.hearers().stream().map(group -> new Subscription(group, topic.name())))
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
