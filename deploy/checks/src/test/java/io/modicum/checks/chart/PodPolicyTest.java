package io.modicum.checks.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every pod is held to, whoever makes it. */
class PodPolicyTest {

  private static final Pattern PINNED = Pattern.compile(".+(:(?!latest$)[^:/]+|@sha256:.+)");

  @ParameterizedTest
  @EnumSource
  void keepsToTheRestrictedPodSecurityStandardAndMore(Variant variant) {
    everyPod(
        variant,
        (name, spec) -> {
          assertThat(spec.getSecurityContext().getRunAsNonRoot()).as(name).isTrue();
          assertThat(spec.getSecurityContext().getRunAsUser()).as(name).isPositive();
          assertThat(spec.getSecurityContext().getSeccompProfile().getType())
              .as(name)
              .isEqualTo("RuntimeDefault");
          assertThat(spec.getAutomountServiceAccountToken()).as(name).isFalse();
          assertThat(Stream.of(spec.getHostNetwork(), spec.getHostPID(), spec.getHostIPC()))
              .as(name)
              .containsOnlyNulls();
          assertThat(spec.getVolumes())
              .as(name)
              .extracting(Volume::getHostPath)
              .containsOnlyNulls();
          for (Container container : containers(spec)) {
            SecurityContext security = container.getSecurityContext();
            assertThat(security.getAllowPrivilegeEscalation()).as(name).isFalse();
            assertThat(security.getReadOnlyRootFilesystem()).as(name).isTrue();
            assertThat(security.getCapabilities().getDrop()).as(name).containsExactly("ALL");
            assertThat(security.getCapabilities().getAdd()).as(name).isEmpty();
            assertThat(security.getPrivileged()).as(name).isNull();
            assertThat(security.getRunAsUser()).as(name).isNull();
            assertThat(container.getPorts())
                .as(name)
                .allSatisfy(port -> assertThat(port.getContainerPort()).isGreaterThan(1023));
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void namesAVersionOfEveryImage(Variant variant) {
    everyPod(
        variant,
        (name, spec) ->
            assertThat(containers(spec))
                .as(name)
                .extracting(Container::getImage)
                .allMatch(PINNED.asMatchPredicate()));
  }

  @ParameterizedTest
  @EnumSource
  void limitsCpuMemoryAndScratchSpace(Variant variant) {
    everyPod(
        variant,
        (name, spec) -> {
          for (Container container : containers(spec)) {
            Map<String, Quantity> requests = container.getResources().getRequests();
            Map<String, Quantity> limits = container.getResources().getLimits();
            for (String resource : List.of("cpu", "memory")) {
              assertThat(requests.get(resource).getNumericalAmount())
                  .as("%s %s", name, resource)
                  .isPositive()
                  .isLessThanOrEqualTo(limits.get(resource).getNumericalAmount());
            }
          }
          assertThat(spec.getVolumes())
              .as(name)
              .filteredOn(volume -> volume.getEmptyDir() != null)
              .allMatch(volume -> volume.getEmptyDir().getSizeLimit() != null);
        });
  }

  @ParameterizedTest
  @EnumSource
  void givesEveryServiceThatStaysProbes(Variant variant) {
    Set<String> passing = Set.of("provision", "test");
    variant
        .manifests()
        .pods()
        .forEach(
            (name, pod) -> {
              if (!passing.contains(component(pod))) {
                for (Container container : containers(pod.getSpec())) {
                  assertThat(
                          Stream.of(
                              container.getStartupProbe(),
                              container.getLivenessProbe(),
                              container.getReadinessProbe()))
                      .as(name)
                      .allSatisfy(probe -> assertThat(portsOf(container)).contains(port(probe)));
                }
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void mountsOnlyVolumesThatThereAre(Variant variant) {
    everyPod(
        variant,
        (name, spec) -> {
          List<String> mounted =
              containers(spec).stream()
                  .flatMap(container -> container.getVolumeMounts().stream())
                  .map(VolumeMount::getName)
                  .toList();
          // A stateful set's own volume comes from its claim.
          assertThat(spec.getVolumes())
              .as(name)
              .extracting(Volume::getName)
              .doesNotHaveDuplicates()
              .containsExactlyInAnyOrderElementsOf(
                  mounted.stream().filter(volume -> !volume.equals("data")).toList());
        });
  }

  @ParameterizedTest
  @EnumSource
  void selectsThePodsItMakes(Variant variant) {
    Manifests manifests = variant.manifests();
    manifests
        .all(Deployment.class)
        .forEach(each -> assertSelects(each.getSpec().getSelector(), each.getSpec().getTemplate()));
    manifests
        .all(StatefulSet.class)
        .forEach(each -> assertSelects(each.getSpec().getSelector(), each.getSpec().getTemplate()));
    manifests
        .all(Service.class)
        .forEach(
            each ->
                assertThat(selected(manifests, each.getSpec().getSelector()))
                    .as("pods of %s", each.getMetadata().getName())
                    .singleElement()
                    .satisfies(
                        pod ->
                            assertThat(each.getSpec().getPorts())
                                .isNotEmpty()
                                .extracting(port -> port.getTargetPort().getStrVal())
                                .isSubsetOf(portsOf(pod.getSpec().getContainers().get(0)))));
    manifests
        .all(PodDisruptionBudget.class)
        .forEach(
            each ->
                assertThat(selected(manifests, each.getSpec().getSelector().getMatchLabels()))
                    .as("pods of %s", each.getMetadata().getName())
                    .hasSize(1));
  }

  @ParameterizedTest
  @EnumSource
  void runsAsServiceAccountsThatThereAre(Variant variant) {
    List<String> accounts =
        variant.manifests().all(ServiceAccount.class).stream()
            .peek(account -> assertThat(account.getAutomountServiceAccountToken()).isFalse())
            .map(account -> account.getMetadata().getName())
            .toList();
    Set<String> others = Set.of("shared");
    everyPod(
        variant,
        (name, spec) -> {
          String account = spec.getServiceAccountName();
          if (account != null && !others.contains(account)) {
            assertThat(accounts).as(name).contains(account);
          }
        });
  }

  @Test
  void spreadsReplicasOverZonesAndNodes() {
    for (Deployment deployment : Variant.EXTERNAL.manifests().all(Deployment.class)) {
      assertThat(deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
          .allSatisfy(
              spread ->
                  assertThat(spread.getLabelSelector())
                      .isEqualTo(deployment.getSpec().getSelector()))
          .extracting("topologyKey")
          .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
    }
  }

  @Test
  void doesNotEvictATraining() {
    Manifests manifests = Variant.EXTERNAL.manifests();
    Deployment pretrain = manifests.named(Deployment.class, "modicum-pretrain");
    PodTemplateSpec pod = pretrain.getSpec().getTemplate();

    assertThat(
            manifests
                .named(PodDisruptionBudget.class, "modicum-pretrain")
                .getSpec()
                .getMaxUnavailable()
                .getIntVal())
        .isZero();
    assertThat(pretrain.getSpec().getStrategy().getType()).isEqualTo("Recreate");
    assertThat(pod.getMetadata().getAnnotations())
        .containsEntry("cluster-autoscaler.kubernetes.io/safe-to-evict", "false");
    assertThat(pod.getSpec().getTerminationGracePeriodSeconds()).isGreaterThan(900);
  }

  @Test
  void takesGpusAndTheImageForThem() {
    for (String service : List.of("pretrain", "inference")) {
      PodSpec spec =
          Variant.GPU
              .manifests()
              .named(Deployment.class, "modicum-" + service)
              .getSpec()
              .getTemplate()
              .getSpec();
      Container container = spec.getContainers().get(0);
      assertThat(container.getImage()).endsWith("-cuda");
      assertThat(container.getResources().getLimits().get("nvidia.com/gpu").getAmount())
          .isEqualTo("1");
      assertThat(spec.getTolerations()).extracting("key").contains("nvidia.com/gpu");
    }
    PodSpec chosen =
        Variant.EVERYTHING_ELSE
            .manifests()
            .named(Deployment.class, "cheap-pretrain")
            .getSpec()
            .getTemplate()
            .getSpec();
    assertThat(chosen.getRuntimeClassName()).isEqualTo("nvidia");
    assertThat(chosen.getNodeSelector()).isEqualTo(Map.of("gpu", "a100", "disk", "fast"));
    assertThat(chosen.getTolerations())
        .extracting("key")
        .containsExactly("nvidia.com/gpu", "batch");
  }

  private static void assertSelects(LabelSelector selector, PodTemplateSpec pod) {
    assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(selector.getMatchLabels());
  }

  private static void everyPod(Variant variant, BiConsumer<String, PodSpec> check) {
    Map<String, PodTemplateSpec> pods = variant.manifests().pods();
    assertThat(pods).hasSizeGreaterThan(4);
    pods.forEach((name, pod) -> check.accept(name, pod.getSpec()));
  }

  private static List<Container> containers(PodSpec spec) {
    return Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream()).toList();
  }

  private static List<PodTemplateSpec> selected(Manifests manifests, Map<String, String> labels) {
    return manifests.pods().values().stream()
        .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  private static String component(PodTemplateSpec pod) {
    return pod.getMetadata().getLabels().get("app.kubernetes.io/component");
  }

  private static List<String> portsOf(Container container) {
    return container.getPorts().stream().map(port -> port.getName()).toList();
  }

  private static String port(Probe probe) {
    return (probe.getHttpGet() != null
            ? probe.getHttpGet().getPort()
            : probe.getTcpSocket().getPort())
        .getStrVal();
  }
}
