package io.modicum.checks.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.modicum.checks.ServiceSettings;
import io.modicum.contracts.event.Topic;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Topics, and replicas that follow what waits in them. */
class ScalingTest {

  private static final Map<String, String> WORKERS =
      Map.of(
          "modicum-inference", "inference-service",
          "modicum-acquisition", "acquisition-service",
          "modicum-packing", "pretrain-service");

  /** What a replica does not hear that only packs. */
  private static final Set<String> OF_TRAINING = Set.of("campaign-started", "labels-completed");

  @Test
  void followsTheLagOfEveryTopicThatAWorkerHears() {
    Manifests manifests = Variant.KEDA.manifests();
    assertThat(manifests.all(Keda.ScaledObject.class)).hasSameSizeAs(WORKERS.keySet());
    WORKERS.forEach(
        (name, service) -> {
          Keda.ScaledObjectSpec scaling = manifests.named(Keda.ScaledObject.class, name).getSpec();
          ServiceSettings settings = ServiceSettings.of(service);

          assertThat(scaling.scaleTargetRef().name()).isEqualTo(name);
          assertThat(scaling.minReplicaCount()).isZero();
          assertThat(scaling.triggers())
              .extracting(trigger -> trigger.metadata().get("topic"))
              .containsExactlyInAnyOrderElementsOf(
                  Topic.heardBy(service).stream()
                      .map(Topic::name)
                      .filter(
                          topic -> !name.equals("modicum-packing") || !OF_TRAINING.contains(topic))
                      .toList());
          assertThat(scaling.triggers())
              .allSatisfy(
                  trigger -> {
                    assertThat(trigger.type()).isEqualTo("kafka");
                    assertThat(trigger.metadata())
                        .containsEntry("consumerGroup", settings.value("quarkus.application.name"))
                        .containsEntry(
                            "offsetResetPolicy",
                            settings.value(
                                "mp.messaging.connector.smallrye-kafka.auto.offset.reset"))
                        .containsEntry("activationLagThreshold", "0");
                    assertThat(trigger.authenticationRef()).isNull();
                  });
        });
  }

  @Test
  void letsKedaInWhereTheBrokerAsksWhoComes() {
    assertThat(authentication(Variant.KEDA_SCRAM))
        .containsOnly(
            Map.entry("username", "kafka/username"),
            Map.entry("password", "kafka/secret"),
            Map.entry("ca", "kafka-ca/root.pem"));
    assertThat(authentication(Variant.KEDA_MUTUAL_TLS))
        .containsOnly(
            Map.entry("ca", "kafka-ca/ca.crt"),
            Map.entry("cert", "kafka-client/tls.crt"),
            Map.entry("key", "kafka-client/tls.key"));
    assertThat(authentication(Variant.KEDA_PLAIN_SECRETS))
        .containsOnly(
            Map.entry("username", "modicum-kafka/username"),
            Map.entry("password", "modicum-kafka/password"));
    assertThat(trigger(Variant.KEDA_SCRAM))
        .containsEntry("sasl", "scram_sha512")
        .containsEntry("tls", "enable");
    assertThat(trigger(Variant.KEDA_PLAIN_SECRETS))
        .containsEntry("sasl", "plaintext")
        .doesNotContainKey("tls");
    assertThat(trigger(Variant.KEDA_MUTUAL_TLS))
        .containsEntry("tls", "enable")
        .doesNotContainKey("sasl");
  }

  private static Map<String, String> trigger(Variant variant) {
    Keda.Trigger trigger =
        variant
            .manifests()
            .named(Keda.ScaledObject.class, "modicum-inference")
            .getSpec()
            .triggers()
            .get(0);
    assertThat(trigger.authenticationRef().name()).isEqualTo("modicum-kafka");
    return trigger.metadata();
  }

  private static Map<String, String> authentication(Variant variant) {
    return variant
        .manifests()
        .named(Keda.TriggerAuthentication.class, "modicum-kafka")
        .getSpec()
        .secretTargetRef()
        .stream()
        .collect(
            Collectors.toMap(
                Keda.SecretTarget::parameter, target -> target.name() + "/" + target.key()));
  }

  @Test
  void leavesReplicasToWhoScales() {
    for (Variant variant : Variant.values()) {
      Manifests manifests = variant.manifests();
      Set<String> scaled =
          Stream.concat(
                  manifests.all(Keda.ScaledObject.class).stream()
                      .map(each -> each.getSpec().scaleTargetRef().name()),
                  manifests.all(HorizontalPodAutoscaler.class).stream()
                      .map(each -> each.getSpec().getScaleTargetRef().getName()))
              .collect(Collectors.toSet());
      for (Deployment deployment : manifests.all(Deployment.class)) {
        assertThat(deployment.getSpec().getReplicas() == null)
            .as("%s: %s", variant, deployment.getMetadata().getName())
            .isEqualTo(scaled.contains(deployment.getMetadata().getName()));
      }
    }
  }

  @Test
  void makesEveryTopicOfTheChainByStrimzi() {
    // Given
    Map<String, KafkaTopic> made =
        Variant.STRIMZI.manifests().all(KafkaTopic.class).stream()
            .collect(Collectors.toMap(each -> each.getMetadata().getName(), Function.identity()));

    // Then
    assertThat(made.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Topic.all().stream()
                .flatMap(topic -> Stream.of(topic.name(), topic.deadLetter()))
                .toList());
    assertThat(made.values())
        .allSatisfy(
            topic -> {
              assertThat(topic.getMetadata().getLabels())
                  .containsEntry("strimzi.io/cluster", "events");
              assertThat(topic.getMetadata().getAnnotations())
                  .containsEntry("helm.sh/resource-policy", "keep");
              assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
              assertThat(topic.getSpec().getConfig()).containsEntry("min.insync.replicas", 2);
            });
    assertThat(partitions(made, 32))
        .containsExactlyInAnyOrder(
            "packing-shard-requested", "embedding-shard-requested", "selection-part-requested");
    assertThat(partitions(made, 1)).hasSize(Topic.all().size()).allMatch(n -> n.endsWith(".dlq"));
    assertThat(retention(made, "labels-requested")).isEqualTo(30);
    assertThat(retention(made, "stage-progressed")).isEqualTo(1);
    assertThat(retention(made, "stage-progressed.dlq")).isEqualTo(90);
  }

  private static Set<String> partitions(Map<String, KafkaTopic> topics, int partitions) {
    return topics.entrySet().stream()
        .filter(topic -> topic.getValue().getSpec().getPartitions() == partitions)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static long retention(Map<String, KafkaTopic> topics, String name) {
    Object milliseconds = topics.get(name).getSpec().getConfig().get("retention.ms");
    return ((Number) milliseconds).longValue() / 86_400_000;
  }
}
