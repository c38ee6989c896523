package io.modicum.checks.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    ServicePort port = port(Variant.INGRESS.manifests(), "modicum-gateway", "http");

    assertThat(byIngress.getName()).isEqualTo("modicum-gateway");
    assertThat(byIngress.getPort().getName()).isEqualTo(port.getName());
    assertThat(byRoute.getName()).isEqualTo("modicum-gateway");
    assertThat(byRoute.getPort()).isEqualTo(port.getPort());
  }

  @ParameterizedTest
  @EnumSource(names = {"INGRESS", "GATEWAY_API"})
  void leadsNobodyToHealthAndMetrics(Variant variant) {
    Manifests manifests = variant.manifests();
    ServicePort management = management(manifests, "modicum-gateway");

    assertThat(backends(manifests))
        .isNotEmpty()
        .doesNotContain(management.getName(), management.getPort())
        .extracting(backend -> port(manifests, "modicum-gateway", backend).getTargetPort())
        .doesNotContain(management.getTargetPort());
  }

  /** Returns names and numbers of the gateway's ports to which routes lead. */
  private static List<Object> backends(Manifests manifests) {
    Stream<Object> byIngress =
        manifests.all(Ingress.class).stream()
            .flatMap(ingress -> ingress.getSpec().getRules().stream())
            .flatMap(rule -> rule.getHttp().getPaths().stream())
            .map(path -> path.getBackend().getService().getPort())
            .map(port -> port.getName() == null ? port.getNumber() : port.getName());
    Stream<Object> byRoute =
        manifests.all(HTTPRoute.class).stream()
            .flatMap(route -> route.getSpec().getRules().stream())
            .flatMap(rule -> rule.getBackendRefs().stream())
            .map(HTTPBackendRef::getPort);
    return Stream.concat(byIngress, byRoute).toList();
  }

  @Test
  void asksEveryServiceThatIsSureToRunWhetherItIsReady() {
    assertThat(asked(Variant.EXTERNAL))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of("acquisition", "gateway", "inference", "pretrain")
                .map(
                    name ->
                        String.format(
                            Locale.ROOT,
                            "http://modicum-%s:%d/q/health/ready",
                            name,
                            management(Variant.EXTERNAL.manifests(), "modicum-" + name).getPort()))
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
  void scrapesEachServiceWhereItHasItsMetrics() {
    Manifests manifests = Variant.MONITORING.manifests();
    List<Service> services = manifests.all(Service.class);

    assertThat(services).hasSize(4);
    for (Service service : services) {
      String name = service.getMetadata().getName();
      ServiceMonitor monitor = manifests.named(ServiceMonitor.class, name);
      Map<String, String> selector = monitor.getSpec().getSelector().getMatchLabels();
      assertThat(monitor.getMetadata().getLabels()).containsEntry("release", "prometheus");
      assertThat(services)
          .filteredOn(
              each -> each.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
          .containsExactly(service);
      assertThat(monitor.getSpec().getEndpoints())
          .singleElement()
          .satisfies(
              endpoint -> {
                assertThat(endpoint.getPath()).isEqualTo("/q/metrics");
                assertThat(endpoint.getPort()).isEqualTo(management(manifests, name).getName());
              });
    }
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

  /** Returns the port of a service that leads to where its pod is asked for its health. */
  private static ServicePort management(Manifests manifests, String name) {
    IntOrString probed =
        manifests
            .named(Deployment.class, name)
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .get(0)
            .getReadinessProbe()
            .getHttpGet()
            .getPort();
    return portThat(manifests, name, port -> port.getTargetPort().equals(probed));
  }

  /**
   * @param nameOrNumber of the service's port
   */
  private static ServicePort port(Manifests manifests, String service, Object nameOrNumber) {
    return portThat(
        manifests,
        service,
        port -> nameOrNumber.equals(port.getName()) || nameOrNumber.equals(port.getPort()));
  }

  private static ServicePort portThat(
      Manifests manifests, String service, Predicate<ServicePort> wanted) {
    return manifests.named(Service.class, service).getSpec().getPorts().stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }
}
