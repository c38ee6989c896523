package io.modicum.contracts.event;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A Kafka topic, the one type of event that it carries, and who hears it.
 *
 * @param name e.g. {@code dataset-registered}
 * @param event the type of its values
 * @param hearers the services that work on it, each a consumer group of that name
 */
public record Topic<E extends Event>(String name, Class<E> event, List<String> hearers) {

  private static final String PRETRAIN = "pretrain-service";
  private static final String INFERENCE = "inference-service";
  private static final String ACQUISITION = "acquisition-service";
  private static final String GATEWAY = "labeling-gateway";

  private static final List<Topic<?>> ALL =
      List.of(
          new Topic<>("dataset-registered", DatasetRegistered.class, PRETRAIN),
          new Topic<>("packing-shard-requested", PackingShardRequested.class, PRETRAIN),
          new Topic<>("dataset-ready", DatasetReady.class, GATEWAY),
          new Topic<>("backbone-registered", BackboneRegistered.class, INFERENCE),
          new Topic<>("backbone-checked", BackboneChecked.class, GATEWAY),
          new Topic<>("campaign-started", CampaignStarted.class, PRETRAIN, ACQUISITION),
          new Topic<>("backbone-ready", BackboneReady.class, INFERENCE),
          new Topic<>("embedding-shard-requested", EmbeddingShardRequested.class, INFERENCE),
          new Topic<>("embeddings-ready", EmbeddingsReady.class, INFERENCE, ACQUISITION),
          new Topic<>("selection-part-requested", SelectionPartRequested.class, ACQUISITION),
          new Topic<>("labels-requested", LabelsRequested.class, GATEWAY),
          new Topic<>("labels-completed", LabelsCompleted.class, PRETRAIN, INFERENCE),
          new Topic<>("predictions-ready", PredictionsReady.class, ACQUISITION, GATEWAY),
          new Topic<>("campaign-completed", CampaignCompleted.class, INFERENCE, GATEWAY),
          new Topic<>("stage-progressed", StageProgressed.class, GATEWAY),
          new Topic<>("stage-failed", StageFailed.class, GATEWAY));

  private static final Map<Class<?>, Topic<?>> BY_EVENT =
      ALL.stream().collect(Collectors.toMap(Topic::event, Function.identity()));

  private Topic(String name, Class<E> event, String... hearers) {
    this(name, event, List.of(hearers));
  }

  /** Returns every topic of the chain. */
  public static List<Topic<?>> all() {
    return ALL;
  }

  /**
   * Returns the topics that a service hears.
   *
   * @param service e.g. {@code pretrain-service}
   */
  public static List<Topic<?>> heardBy(String service) {
    return ALL.stream().filter(topic -> topic.hearers().contains(service)).toList();
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
