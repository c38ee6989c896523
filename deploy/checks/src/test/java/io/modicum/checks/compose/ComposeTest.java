package io.modicum.checks.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.modicum.checks.ServiceSettings;
import io.modicum.checks.compose.ComposeFile.Condition;
import io.modicum.checks.compose.ComposeFile.Restart;
import io.modicum.checks.compose.ComposeFile.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComposeTest {

  private static final Path FOLDER = Path.of(System.getProperty("modicum.root"), "deploy/compose");
  private static final Map<String, String> MODULES =
      Map.of(
          "gateway", "labeling-gateway",
          "pretrain", "pretrain-service",
          "inference", "inference-service",
          "acquisition", "acquisition-service",
          "provision", "labeling-gateway");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(:[-?][^}]*)?}");

  private ComposeFile file;

  @BeforeEach
  void read() throws IOException {
    file = ComposeFile.read(FOLDER.resolve("compose.yaml"));
  }

  @Test
  void hasTheWholeSystem() {
    assertThat(file.services().keySet())
        .containsAll(MODULES.keySet())
        .contains("kafka", "store", "database", "prometheus", "grafana");
  }

  @Test
  void givesServicesOnlyWhatTheyRead() {
    MODULES.forEach(
        (name, module) ->
            assertThat(file.services().get(name).environment().keySet())
                .as(name)
                .isSubsetOf(ServiceSettings.of(module).variables()));
  }

  @Test
  void runsOurImagesWithoutPrivileges() {
    MODULES.forEach(
        (name, module) -> {
          ServiceDefinition service = file.services().get(name);
          assertThat(service.image())
              .isEqualTo("modicum/%s:${MODICUM_VERSION:-%s}".formatted(module, version()));
          assertThat(service.readOnly()).as(name).isTrue();
          assertThat(service.capDrop()).as(name).containsExactly("ALL");
        });
    assertThat(file.services().values())
        .allSatisfy(
            service -> assertThat(service.securityOpt()).contains("no-new-privileges:true"));
  }

  @Test
  void namesAVersionOfEveryImage() {
    assertThat(file.services().values())
        .extracting(ServiceDefinition::image)
        .allMatch(image -> image.matches("[^:]+:.+") && !image.endsWith(":latest"));
  }

  @Test
  void limitsTheMemoryOfWhatStays() {
    assertThat(file.services().values())
        .filteredOn(service -> service.restart() == Restart.UNLESS_STOPPED)
        .allMatch(service -> service.memLimit() != null);
  }

  @Test
  void opensPortsToThisMachineOnly() {
    assertThat(file.services().values())
        .flatExtracting(ServiceDefinition::ports)
        .isNotEmpty()
        .allMatch(port -> port.startsWith("127.0.0.1:"));
    assertThat(file.services().get("gateway").ports())
        .noneMatch(port -> port.endsWith(":" + managementPort("labeling-gateway")));
  }

  @Test
  void waitsForWhatTellsThatItIsReady() {
    file.services()
        .forEach(
            (name, service) ->
                service
                    .dependsOn()
                    .forEach(
                        (needed, how) -> {
                          ServiceDefinition other = file.services().get(needed);
                          assertThat(other).as("%s, needed by %s", needed, name).isNotNull();
                          if (how.condition() == Condition.HEALTHY) {
                            assertThat(other.healthcheck()).as(needed).isNotNull();
                          } else {
                            assertThat(other.restart()).isEqualTo(Restart.ON_FAILURE);
                          }
                        }));
    assertThat(file.services().get("gateway").dependsOn()).containsKeys("provision", "database");
  }

  @Test
  void asksServicesForTheirHealthWhereTheyTellIt() {
    MODULES.forEach(
        (name, module) -> {
          if (!name.equals("provision")) {
            assertThat(file.services().get(name).healthcheck().test())
                .endsWith("http://localhost:%s/q/health/ready".formatted(managementPort(module)));
          }
        });
  }

  @Test
  void mountsOnlyWhatThereIs() {
    Set<String> used = new TreeSet<>();
    for (ServiceDefinition service : file.services().values()) {
      for (String volume : service.volumes()) {
        String source = volume.substring(0, volume.indexOf(':'));
        if (source.startsWith(".")) {
          assertThat(FOLDER.resolve(source)).exists();
          assertThat(volume).endsWith(":ro");
        } else {
          used.add(source);
        }
      }
    }
    assertThat(used).isEqualTo(new TreeSet<>(file.volumes().keySet()));
  }

  @Test
  void documentsEveryVariable() throws IOException {
    String readme = Files.readString(FOLDER.resolve("README.md"));
    Set<String> variables =
        VARIABLE
            .matcher(Files.readString(FOLDER.resolve("compose.yaml")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    assertThat(variables).hasSize(7).allSatisfy(each -> assertThat(readme).contains("`" + each));
  }

  @Test
  void scrapesEveryService() throws IOException {
    JsonNode scrape =
        new YAMLMapper()
            .readTree(FOLDER.resolve("prometheus.yml").toFile())
            .path("scrape_configs")
            .path(0);

    assertThat(scrape.path("metrics_path").asText()).isEqualTo("/q/metrics");
    assertThat(scrape.path("static_configs").path(0).path("targets"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(
            "gateway:" + managementPort("labeling-gateway"),
            "pretrain:" + managementPort("pretrain-service"),
            "inference:" + managementPort("inference-service"),
            "acquisition:" + managementPort("acquisition-service"));
  }

  private static String managementPort(String module) {
    return ServiceSettings.of(module).managementPort();
  }

  private static String version() {
    return System.getProperty("modicum.version");
  }
}
