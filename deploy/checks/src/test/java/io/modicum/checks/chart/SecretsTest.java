package io.modicum.checks.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets are the user's, or there, and there in time. */
class SecretsTest {

  /** What the values of these tests call the user's own, with the keys in them. */
  private static final Map<String, Set<String>> USERS =
      Map.of(
          "kafka", Set.of("username", "secret"),
          "store", Set.of("access-key", "secret-key"),
          "database", Set.of("username", "password"),
          "first-key", Set.of("first-key"),
          "secret-keys", Set.of("secret-keys"),
          "kafka-ca", Set.of("root.pem", "ca.crt"),
          "store-ca", Set.of("ca.crt"),
          "database-ca", Set.of("ca.crt"),
          "kafka-client", Set.of("tls.crt", "tls.key"),
          "tracing", Set.of("headers"));

  @ParameterizedTest
  @EnumSource
  void refersOnlyToSecretsAndKeysThatThereAre(Variant variant) {
    Map<String, Set<String>> known = new HashMap<>(USERS);
    variant
        .manifests()
        .all(Secret.class)
        .forEach(own -> known.put(own.getMetadata().getName(), own.getStringData().keySet()));

    variant
        .manifests()
        .pods()
        .forEach(
            (name, pod) ->
                references(pod.getSpec())
                    .forEach(
                        reference -> {
                          assertThat(known).as(name).containsKey(reference.secret());
                          assertThat(known.get(reference.secret()))
                              .as("%s in %s", name, reference.secret())
                              .contains(reference.key());
                        }));
  }

  @Test
  void makesNoneWhereTheUserHasThem() {
    assertThat(Variant.EXTERNAL.manifests().all(Secret.class)).isEmpty();
    assertThat(Variant.SCRAM.manifests().all(Secret.class)).isEmpty();
    assertThat(Variant.PLAIN_SECRETS.manifests().all(Secret.class))
        .extracting(secret -> secret.getMetadata().getName())
        .containsExactlyInAnyOrder(
            "modicum-kafka",
            "modicum-store",
            "modicum-database",
            "modicum-first-key",
            "modicum-secret-keys",
            "modicum-provision-kafka",
            "modicum-provision-store");
  }

  @ParameterizedTest
  @EnumSource
  void hasEverythingThatTheJobNeedsBeforeIt(Variant variant) {
    Manifests manifests = variant.manifests();
    for (Job job : manifests.all(Job.class)) {
      PodSpec spec = job.getSpec().getTemplate().getSpec();
      Set<String> needed =
          references(spec).map(Reference::secret).collect(Collectors.toCollection(TreeSet::new));
      needed.add(spec.getServiceAccountName());
      Stream.concat(
              manifests.all(Secret.class).stream(), manifests.all(ServiceAccount.class).stream())
          .map(HasMetadata::getMetadata)
          .filter(each -> needed.contains(each.getName()))
          .forEach(
              each -> {
                assertThat(hook(each)).as(each.getName()).isEqualTo(hook(job.getMetadata()));
                assertThat(weight(each)).as(each.getName()).isLessThan(weight(job.getMetadata()));
              });
    }
  }

  @Test
  void makesTopicsBeforeTheServicesUnlessTheBrokerComesWithThem() {
    assertThat(hook(job(Variant.EXTERNAL))).hasValue("pre-install,pre-upgrade");
    assertThat(hook(job(Variant.DEV))).hasValue("post-install,post-upgrade");
    assertThat(Variant.STRIMZI.manifests().all(Job.class)).isEmpty();
  }

  private static ObjectMeta job(Variant variant) {
    return variant.manifests().named(Job.class, "modicum-provision").getMetadata();
  }

  private static Optional<String> hook(ObjectMeta object) {
    return Optional.ofNullable(object.getAnnotations().get(Variant.HOOK));
  }

  private static int weight(ObjectMeta object) {
    return Integer.parseInt(object.getAnnotations().get("helm.sh/hook-weight"));
  }

  private record Reference(String secret, String key) {}

  private static Stream<Reference> references(PodSpec spec) {
    Stream<Reference> variables =
        spec.getContainers().stream()
            .map(Container::getEnv)
            .flatMap(List::stream)
            .filter(variable -> variable.getValueFrom() != null)
            .map(variable -> variable.getValueFrom().getSecretKeyRef())
            .map(reference -> new Reference(reference.getName(), reference.getKey()));
    Stream<Reference> files =
        spec.getVolumes().stream()
            .filter(volume -> volume.getSecret() != null)
            .map(volume -> volume.getSecret())
            .flatMap(SecretsTest::files);
    return Stream.concat(variables, files);
  }

  private static Stream<Reference> files(SecretVolumeSource volume) {
    return volume.getItems().stream()
        .map(item -> new Reference(volume.getSecretName(), item.getKey()));
  }
}
