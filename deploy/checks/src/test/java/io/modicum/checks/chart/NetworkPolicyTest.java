package io.modicum.checks.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may talk to whom, computed from the policies as Kubernetes does. */
class NetworkPolicyTest {

  private static final String COMPONENT = "app.kubernetes.io/component";
  private static final List<String> SERVICES =
      List.of("acquisition-service", "inference-service", "labeling-gateway", "pretrain-service");
  private static final Set<String> PROBED =
      Set.of(
          "test -> acquisition-service:8083",
          "test -> inference-service:8082",
          "test -> labeling-gateway:8084",
          "test -> pretrain-service:8081");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WITHOUT_POLICIES")
  void deniesEveryPodWhatNoPolicyAllows(Variant variant) {
    Manifests manifests = variant.manifests();
    List<NetworkPolicy> denying =
        manifests.all(NetworkPolicy.class).stream()
            .filter(policy -> policy.getMetadata().getName().endsWith("-deny"))
            .toList();

    assertThat(denying).hasSize(1);
    assertThat(denying.get(0).getSpec().getPolicyTypes())
        .containsExactlyInAnyOrder("Ingress", "Egress");
    assertThat(denying.get(0).getSpec().getIngress()).isEmpty();
    assertThat(denying.get(0).getSpec().getEgress()).isEmpty();
    assertThat(manifests.pods().values())
        .allMatch(pod -> selects(denying.get(0).getSpec().getPodSelector(), pod));
  }

  @Test
  void letsOnlyTheChainThroughWhereAllIsInTheCluster() {
    Set<String> chain = new TreeSet<>(PROBED);
    Stream.concat(SERVICES.stream(), Stream.of("provision"))
        .forEach(
            pod -> {
              chain.add(pod + " -> kafka:9092");
              chain.add(pod + " -> store:9000");
            });
    chain.add("labeling-gateway -> database:5432");

    assertThat(betweenPods(Variant.DEV)).isEqualTo(chain);
    assertThat(outOf(Variant.DEV)).isEqualTo(withNameServers(Set.of()));
  }

  @Test
  void letsOnlyTheChainThroughWhereAllIsElsewhere() {
    Set<String> chain = new TreeSet<>();
    Stream.concat(SERVICES.stream(), Stream.of("provision"))
        .forEach(
            pod -> {
              chain.add(pod + " -> anywhere:9092");
              chain.add(pod + " -> anywhere:443");
            });
    chain.add("labeling-gateway -> anywhere:5432");

    assertThat(betweenPods(Variant.EXTERNAL)).isEqualTo(new TreeSet<>(PROBED));
    assertThat(outOf(Variant.EXTERNAL)).isEqualTo(withNameServers(chain));
  }

  @Test
  void letsPeopleInAtTheGatewayAndPrometheusAtTheMetrics() {
    Set<String> metrics =
        Set.of(
            "monitoring -> acquisition-service:8083",
            "monitoring -> inference-service:8082",
            "monitoring -> labeling-gateway:8084",
            "monitoring -> pretrain-service:8081");

    assertThat(into(Variant.EXTERNAL))
        .isEqualTo(with(metrics, "anywhere -> labeling-gateway:8080"));
    assertThat(into(Variant.INGRESS))
        .isEqualTo(with(metrics, "ingress-nginx -> labeling-gateway:8080"));
    assertThat(into(Variant.EVERYTHING_ELSE))
        .isEqualTo(Set.of("anywhere -> labeling-gateway:8080"));
  }

  @Test
  void letsEveryServiceOutToWhoTakesItsTraces() {
    Set<String> more = new TreeSet<>(outOf(Variant.TRACING));
    more.removeAll(outOf(Variant.EXTERNAL));

    assertThat(more)
        .containsExactlyInAnyOrderElementsOf(
            SERVICES.stream().map(service -> service + " -> 10.4.0.0/16:4318").toList());
  }

  @Test
  void reachesOnlyTheAddressesThatAreNamed() {
    assertThat(outOf(Variant.EVERYTHING_ELSE))
        .contains(
            "inference-service -> 10.1.0.0/16:9092",
            "inference-service -> 10.1.0.0/16:9192",
            "inference-service -> 10.2.0.0/16:443",
            "labeling-gateway -> 10.3.0.0/16:5432",
            "labeling-gateway -> anywhere:443",
            "pretrain-service -> 10.5.0.0/16:443")
        .filteredOn(way -> way.contains("anywhere") && !way.startsWith("labeling-gateway"))
        .allMatch(way -> way.endsWith(":53"));
  }

  private static Set<String> with(Set<String> ways, String another) {
    Set<String> all = new TreeSet<>(ways);
    all.add(another);
    return all;
  }

  private static Set<String> withNameServers(Set<String> ways) {
    Set<String> all = new TreeSet<>(ways);
    Stream.concat(SERVICES.stream(), Stream.of("provision", "test"))
        .forEach(pod -> all.add(pod + " -> kube-dns:53"));
    return all;
  }

  /** Returns {@code from -> to:port} for the chart's own pods: both sides must allow it. */
  private static Set<String> betweenPods(Variant variant) {
    Map<String, PodTemplateSpec> pods = byComponent(variant);
    Set<String> ways = new TreeSet<>();
    pods.forEach(
        (from, sender) ->
            pods.forEach(
                (to, receiver) -> {
                  Set<Integer> allowed = allowed(egress(variant, sender), receiver);
                  allowed.retainAll(allowed(ingress(variant, receiver), sender));
                  allowed.retainAll(listening(receiver));
                  allowed.forEach(port -> ways.add(from + " -> " + to + ":" + port));
                }));
    return ways;
  }

  /** Returns the ports of the rules that include a pod. */
  private static Set<Integer> allowed(Stream<Rule> rules, PodTemplateSpec pod) {
    return rules
        .filter(rule -> isPeer(rule.peers(), pod))
        .flatMap(rule -> ports(rule.ports()))
        .collect(Collectors.toSet());
  }

  /** Returns {@code from -> to:port} for what pods may reach outside of the release. */
  private static Set<String> outOf(Variant variant) {
    Set<String> ways = new TreeSet<>();
    byComponent(variant)
        .forEach(
            (from, sender) ->
                withOutsiders(
                    egress(variant, sender),
                    (to, port) -> ways.add(from + " -> " + to + ":" + port)));
    return ways;
  }

  /** Returns {@code from -> to:port} for who may reach pods from outside of the release. */
  private static Set<String> into(Variant variant) {
    Set<String> ways = new TreeSet<>();
    byComponent(variant)
        .forEach(
            (to, receiver) ->
                withOutsiders(
                    ingress(variant, receiver),
                    (from, port) -> ways.add(from + " -> " + to + ":" + port)));
    return ways;
  }

  private static void withOutsiders(Stream<Rule> rules, BiConsumer<String, Integer> way) {
    rules.forEach(
        rule ->
            outsiders(rule.peers())
                .forEach(
                    outsider -> ports(rule.ports()).forEach(port -> way.accept(outsider, port))));
  }

  /** A rule of either direction. */
  private record Rule(List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {}

  private static Stream<Rule> egress(Variant variant, PodTemplateSpec sender) {
    return policies(variant, sender)
        .flatMap(policy -> policy.getSpec().getEgress().stream())
        .map(rule -> new Rule(rule.getTo(), rule.getPorts()));
  }

  private static Stream<Rule> ingress(Variant variant, PodTemplateSpec receiver) {
    return policies(variant, receiver)
        .flatMap(policy -> policy.getSpec().getIngress().stream())
        .map(rule -> new Rule(rule.getFrom(), rule.getPorts()));
  }

  /** Whether a rule's peers include a pod of the release's namespace; no peers are everybody. */
  private static boolean isPeer(List<NetworkPolicyPeer> peers, PodTemplateSpec pod) {
    return peers.isEmpty()
        || peers.stream()
            .anyMatch(
                peer ->
                    peer.getNamespaceSelector() == null
                        && peer.getPodSelector() != null
                        && selects(peer.getPodSelector(), pod));
  }

  /** Names the peers of a rule that are not of the release. */
  private static Stream<String> outsiders(List<NetworkPolicyPeer> peers) {
    if (peers.isEmpty()) {
      return Stream.of("anywhere");
    }
    return peers.stream().flatMap(NetworkPolicyTest::outsider);
  }

  private static Stream<String> outsider(NetworkPolicyPeer peer) {
    if (peer.getIpBlock() != null) {
      return Stream.of(peer.getIpBlock().getCidr());
    }
    if (peer.getNamespaceSelector() == null) {
      return Stream.of();
    }
    LabelSelector selector =
        peer.getPodSelector() == null ? peer.getNamespaceSelector() : peer.getPodSelector();
    return Stream.of(String.join(",", selector.getMatchLabels().values()));
  }

  private static Stream<Integer> ports(List<NetworkPolicyPort> ports) {
    assertThat(ports).as("a rule without ports allows all").isNotEmpty();
    return ports.stream().map(port -> port.getPort().getIntVal());
  }

  private static Set<Integer> listening(PodTemplateSpec pod) {
    return pod.getSpec().getContainers().get(0).getPorts().stream()
        .map(port -> port.getContainerPort())
        .collect(Collectors.toSet());
  }

  private static Map<String, PodTemplateSpec> byComponent(Variant variant) {
    return variant.manifests().pods().values().stream()
        .collect(
            Collectors.toMap(
                pod -> pod.getMetadata().getLabels().get(COMPONENT), Function.identity()));
  }

  private static Stream<NetworkPolicy> policies(Variant variant, PodTemplateSpec pod) {
    return variant.manifests().all(NetworkPolicy.class).stream()
        .filter(policy -> selects(policy.getSpec().getPodSelector(), pod));
  }

  private static boolean selects(LabelSelector selector, PodTemplateSpec pod) {
    assertThat(selector.getMatchExpressions()).as("only labels are compared here").isEmpty();
    return pod.getMetadata()
        .getLabels()
        .entrySet()
        .containsAll(selector.getMatchLabels().entrySet());
  }
}
