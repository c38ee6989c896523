package io.modicum.contracts.event;

import io.modicum.contracts.stage.InvalidInput;
import io.modicum.contracts.store.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A Kafka topic and the one type of event that it carries.
 *
 * @param name e.g. {@code dataset-registered}
 * @param event the type of its values
 */
public record Topic<E extends Event>(String name, Class<E> event) {

  private static final List<Topic<?>> ALL =
      List.of(
          new Topic<>("dataset-registered", DatasetRegistered.class),
          new Topic<>("dataset-ready", DatasetReady.class),
          new Topic<>("backbone-registered", BackboneRegistered.class),
          new Topic<>("backbone-checked", BackboneChecked.class),
          new Topic<>("campaign-started", CampaignStarted.class),
          new Topic<>("backbone-ready", BackboneReady.class),
          new Topic<>("embedding-shard-requested", EmbeddingShardRequested.class),
          new Topic<>("embeddings-ready", EmbeddingsReady.class),
          new Topic<>("selection-part-requested", SelectionPartRequested.class),
          new Topic<>("labels-requested", LabelsRequested.class),
          new Topic<>("labels-completed", LabelsCompleted.class),
          new Topic<>("predictions-ready", PredictionsReady.class),
          new Topic<>("campaign-completed", CampaignCompleted.class),
          new Topic<>("stage-progressed", StageProgressed.class),
          new Topic<>("stage-failed", StageFailed.class));

  private static final Map<Class<?>, Topic<?>> BY_EVENT =
      ALL.stream().collect(Collectors.toMap(Topic::event, Function.identity()));

  /** Returns every topic of the chain. */
  public static List<Topic<?>> all() {
    return ALL;
  }

  /** Returns the topic that carries events of this type. */
  @SuppressWarnings("unchecked")
  public static <E extends Event> Topic<E> of(Class<E> event) {
    return (Topic<E>) BY_EVENT.get(event);
  }

  /**
   * Returns the topic of a name.
   *
   * @throws InvalidInput if there is none
   */
  public static Topic<?> named(String name) {
    return ALL.stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInput("topic", "'" + name + "' is not a known topic"));
  }

  /**
   * Returns the topic whose failed records go to a dead-letter topic.
   *
   * @throws InvalidInput if there is none
   */
  public static Topic<?> ofDeadLetters(String deadLetter) {
    return named(deadLetter.replaceFirst("\\.dlq$", ""));
  }

  /** Returns the event that a value of this topic holds. */
  public E read(byte[] value) {
    return Json.read(name, value, event);
  }

  /** Returns the CloudEvents type, e.g. {@code io.modicum.dataset-registered.v1}. */
  public String cloudEventType() {
    return "io.modicum." + name + ".v1";
  }

  /** Returns the name of the topic to which its failed records go. */
  public String deadLetter() {
    return name + ".dlq";
  }
}
