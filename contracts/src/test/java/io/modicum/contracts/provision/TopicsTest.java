package io.modicum.contracts.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modicum.contracts.event.Topic;
import io.modicum.contracts.testing.RealParts;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicsTest {

  private static final List<String> ALL =
      Topic.all().stream()
          .flatMap(topic -> Stream.of(topic.name(), topic.deadLetter()))
          .sorted()
          .toList();

  private final Admin admin =
      Admin.create(
          Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, RealParts.addresses().kafka()));

  @AfterEach
  void removeTopics() throws Exception {
    admin.deleteTopics(ALL).all().get();
    await().until(() -> Collections.disjoint(admin.listTopics().names().get(), ALL));
    admin.close();
  }

  @Test
  void makesEveryTopicOfTheChain() throws Exception {
    // When
    List<String> report = provide(Map.of("queue-partitions", "6", "min-insync-replicas", "1"));

    // Then
    assertThat(admin.listTopics().names().get()).containsAll(ALL);
    assertThat(report).hasSize(ALL.size()).contains("made topic labels-requested.dlq");
    assertThat(partitions("labels-requested")).isEqualTo(4);
    assertThat(partitions("labels-requested.dlq")).isEqualTo(1);
    assertThat(partitions("embedding-shard-requested")).isEqualTo(6);
    assertThat(setting("labels-requested", TopicConfig.RETENTION_MS_CONFIG)).isEqualTo(days(30));
    assertThat(setting("stage-progressed", TopicConfig.RETENTION_MS_CONFIG)).isEqualTo(days(1));
    assertThat(setting("stage-failed.dlq", TopicConfig.RETENTION_MS_CONFIG)).isEqualTo(days(90));
    assertThat(setting("stage-failed", TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)).isEqualTo("1");
  }

  @Test
  void findsNothingToDoTheSecondTime() {
    provide(Map.of());

    assertThat(provide(Map.of())).isEmpty();
  }

  @Test
  void changesWhatMayChangeInStandingTopics() throws Exception {
    // Given
    provide(Map.of());

    // When
    List<String> report =
        provide(Map.of("partitions", "8", "queue-partitions", "8", "retention", "60d"));

    // Then
    await().until(() -> partitions("selection-part-requested") == 8);
    await()
        .until(() -> setting("labels-requested", TopicConfig.RETENTION_MS_CONFIG).equals(days(60)));
    assertThat(partitions("labels-requested")).isEqualTo(4);
    assertThat(report)
        .contains(
            "topic selection-part-requested got 8 partitions in place of 4",
            "topic labels-requested keeps its 4 partitions, not 8: the events of a campaign stay in"
                + " one");
  }

  /** Provides topics, and returns what was reported when all brokers know of them. */
  private List<String> provide(Map<String, String> settings) {
    SmallRyeConfigBuilder config =
        new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(ProvisionConfig.class);
    settings.forEach((name, value) -> config.withDefaultValue("modicum.provision." + name, value));
    ProvisionConfig provision = config.build().getConfigMapping(ProvisionConfig.class);
    List<String> report = new Topics(admin, provision).provide();
    await().until(() -> admin.listTopics().names().get().containsAll(ALL));
    return report;
  }

  private int partitions(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  private String setting(String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
  }

  private static String days(long days) {
    return Long.toString(days * 86_400_000);
  }
}
