package io.modicum.checks.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The ways in: for people, for Prometheus, for the chart's own test. */
class RoutesTest {

  @Test
  void leadsPeopleToTheGateway() {
    IngressServiceBackend byIngress =
        Variant.INGRESS
            .manifests()
            .named(Ingress.class, "modicum")
            .getSpec()
            .getRules()
            .get(0)
            .getHttp()
            .getPaths()
            .get(0)
            .getBackend()
            .getService();
    HTTPBackendRef byRoute =
        Variant.GATEWAY_API
            .manifests()
            .named(HTTPRoute.class, "modicum")
            .getSpec()
            .getRules()
            .get(0)
            .getBackendRefs()
            .get(0);
    ServicePort port = port(Variant.INGRESS, "modicum-gateway");

    assertThat(byIngress.getName()).isEqualTo("modicum-gateway");
    assertThat(byIngress.getPort().getName()).isEqualTo(port.getName());
    assertThat(byRoute.getName()).isEqualTo("modicum-gateway");
    assertThat(byRoute.getPort()).isEqualTo(port.getPort());
  }

  @Test
  void asksEveryServiceThatIsSureToRunWhetherItIsReady() {
    assertThat(asked(Variant.EXTERNAL))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of("acquisition", "gateway", "inference", "pretrain")
                .map(
                    name ->
                        "http://modicum-%s:%d/q/health/ready"
                            .formatted(name, port(Variant.EXTERNAL, "modicum-" + name).getPort()))
                .toList());
    assertThat(asked(Variant.KEDA)).hasSize(2);
  }

  private static List<String> asked(Variant variant) {
    return variant
        .manifests()
        .named(Pod.class, "modicum-test")
        .getSpec()
        .getContainers()
        .get(0)
        .getArgs();
  }

  @Test
  void scrapesAllServices() {
    ServiceMonitor monitor = Variant.MONITORING.manifests().named(ServiceMonitor.class, "modicum");
    Set<String> components =
        Set.copyOf(monitor.getSpec().getSelector().getMatchExpressions().get(0).getValues());
    List<Service> services = Variant.MONITORING.manifests().all(Service.class);

    assertThat(monitor.getMetadata().getLabels()).containsEntry("release", "prometheus");
    assertThat(monitor.getSpec().getEndpoints())
        .singleElement()
        .satisfies(
            endpoint -> {
              assertThat(endpoint.getPath()).isEqualTo("/q/metrics");
              assertThat(endpoint.getPort()).isEqualTo("http");
            });
    assertThat(services)
        .hasSize(4)
        .allSatisfy(
            service -> {
              assertThat(service.getMetadata().getLabels())
                  .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
              assertThat(components)
                  .contains(service.getMetadata().getLabels().get("app.kubernetes.io/component"));
            });
  }

  @Test
  void bringsEveryAlertAndDashboard() throws IOException {
    Manifests manifests = Variant.MONITORING.manifests();
    Set<String> rules =
        manifests.all(PrometheusRule.class).stream()
            .map(rule -> rule.getMetadata().getName() + ".yaml")
            .collect(Collectors.toSet());
    Set<String> dashboards =
        manifests.all(ConfigMap.class).stream()
            .filter(map -> "1".equals(map.getMetadata().getLabels().get("grafana_dashboard")))
            .flatMap(map -> map.getData().keySet().stream())
            .collect(Collectors.toSet());

    assertThat(rules).isEqualTo(files("alerts", "modicum-"));
    assertThat(dashboards).isEqualTo(files("dashboards", ""));
    assertThat(manifests.all(PrometheusRule.class))
        .allSatisfy(
            rule -> {
              assertThat(rule.getMetadata().getLabels()).containsEntry("release", "prometheus");
              assertThat(rule.getSpec().getGroups()).isNotEmpty();
            });
  }

  private static Set<String> files(String folder, String prefix) throws IOException {
    Path place = Variant.CHART.resolve("files").resolve(folder);
    if (!Files.exists(place)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> prefix + file.getFileName()).collect(Collectors.toSet());
    }
  }

  private static ServicePort port(Variant variant, String service) {
    return variant.manifests().named(Service.class, service).getSpec().getPorts().get(0);
  }
}
