package io.modicum.contracts.provision;

import io.modicum.contracts.failure.Unavailable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes the broker's topics as they are planned. What it finds made already it changes in place.
 */
final class Topics {

  private final Admin admin;
  private final ProvisionConfig config;

  Topics(Admin admin, ProvisionConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * Makes or changes all topics of the chain.
   *
   * @return what was done and what could not be, a line each
   * @throws Unavailable if the broker does not answer or refuses
   */
  List<String> provide() {
    List<String> report = new ArrayList<>();
    List<PlannedTopic> standing = create(PlannedTopic.all(config), report);
    retain(standing);
    grow(standing, report);
    return report;
  }

  /** Creates topics and returns those that there were already. */
  private List<PlannedTopic> create(List<PlannedTopic> planned, List<String> report) {
    Map<String, KafkaFuture<Void>> made =
        admin.createTopics(planned.stream().map(this::asNew).toList()).values();
    List<PlannedTopic> standing = new ArrayList<>();
    for (PlannedTopic topic : planned) {
      try {
        made.get(topic.name()).get();
        report.add("made topic " + topic.name());
      } catch (ExecutionException refused) {
        if (!(refused.getCause() instanceof TopicExistsException)) {
          throw new Unavailable("topic " + topic.name(), refused.getCause());
        }
        standing.add(topic);
      } catch (InterruptedException interrupted) {
        throw interrupted(interrupted);
      }
    }
    return standing;
  }

  private NewTopic asNew(PlannedTopic topic) {
    return new NewTopic(topic.name(), Optional.of(topic.partitions()), config.replicationFactor())
        .configs(settings(topic));
  }

  private void retain(List<PlannedTopic> planned) {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (PlannedTopic topic : planned) {
      changes.put(
          new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
          settings(topic).entrySet().stream()
              .map(
                  setting ->
                      new AlterConfigOp(
                          new ConfigEntry(setting.getKey(), setting.getValue()),
                          AlterConfigOp.OpType.SET))
              .toList());
    }
    get(admin.incrementalAlterConfigs(changes).all());
  }

  private void grow(List<PlannedTopic> planned, List<String> report) {
    Map<String, NewPartitions> larger = new TreeMap<>();
    Map<String, Integer> partitions = new TreeMap<>();
    get(admin.describeTopics(planned.stream().map(PlannedTopic::name).toList()).allTopicNames())
        .forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    for (PlannedTopic topic : planned) {
      int standing = partitions.get(topic.name());
      if (standing < topic.partitions() && topic.queue()) {
        larger.put(topic.name(), NewPartitions.increaseTo(topic.partitions()));
        report.add(
            String.format(
                Locale.ROOT,
                "topic %s got %d partitions in place of %d",
                topic.name(),
                topic.partitions(),
                standing));
      } else if (standing != topic.partitions()) {
        report.add(
            String.format(
                Locale.ROOT,
                "topic %s keeps its %d partitions, not %d: the events of a campaign stay in one",
                topic.name(),
                standing,
                topic.partitions()));
      }
    }
    get(admin.createPartitions(larger).all());
  }

  private Map<String, String> settings(PlannedTopic topic) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(topic.retention().toMillis()));
    config
        .minInsyncReplicas()
        .ifPresent(
            replicas -> settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicas.toString()));
    return settings;
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException refused) {
      throw new Unavailable("broker", refused.getCause());
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  private static IllegalStateException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while the broker worked", cause);
  }
}
