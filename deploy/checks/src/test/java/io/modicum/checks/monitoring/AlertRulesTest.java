package io.modicum.checks.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertRulesTest {

  private static final Path DEPLOY = Path.of(System.getProperty("modicum.root"), "deploy");
  private static final Path RULES = DEPLOY.resolve("helm/modicum/files/alerts/modicum.yaml");
  private static final Path CASES =
      DEPLOY.resolve("checks/src/test/resources/alerts/modicum-test.yaml");

  @TempDir Path folder;

  @Test
  void fireWhenTheyShallAndAreSilentElse() throws Exception {
    // Given
    Files.copy(RULES, folder.resolve("modicum.yaml"));
    Path cases = Files.copy(CASES, folder.resolve("cases.yaml"));

    // When
    Promtool.Verdict rules = Promtool.run(folder, "check", "rules", "modicum.yaml");
    Promtool.Verdict tested = Promtool.run(folder, "test", "rules", cases.toString());

    // Then
    assertThat(rules.content()).as(rules.said()).isTrue();
    assertThat(tested.content()).as(tested.said()).isTrue();
  }

  @Test
  void eachIsTestedBothWays() throws IOException {
    // Given
    Set<String> alerts = new TreeSet<>();
    alerts().forEach(alert -> alerts.add(alert.path("alert").asText()));

    // When
    Set<String> firing = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (JsonNode test : new YAMLMapper().readTree(CASES.toFile()).path("tests")) {
      for (JsonNode expected : test.path("alert_rule_test")) {
        (expected.has("exp_alerts") ? firing : silent).add(expected.path("alertname").asText());
      }
    }

    // Then
    assertThat(firing).isEqualTo(alerts);
    assertThat(silent).isEqualTo(alerts);
  }

  @Test
  void sayHowBadItIsAndWhatToDo() throws IOException {
    for (JsonNode alert : alerts()) {
      assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
      assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
      assertThat(alert.at("/annotations/description").asText()).isNotEmpty();
      Path runbook = DEPLOY.resolve(alert.at("/annotations/runbook_url").asText());
      assertThat(runbook).isRegularFile();
      assertThat(Files.readString(runbook.resolveSibling("README.md")))
          .contains("`" + alert.path("alert").asText() + "`");
    }
  }

  @Test
  void nameOnlyWhatServicesExpose() throws IOException {
    Map<String, Set<String>> exposed = PromQl.exposed();

    for (JsonNode alert : alerts()) {
      assertThat(PromQl.unknown(alert.path("expr").asText(), exposed))
          .as(alert.path("alert").asText())
          .isEmpty();
    }
  }

  private static List<JsonNode> alerts() throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    for (JsonNode group : new YAMLMapper().readTree(RULES.toFile()).path("groups")) {
      group.path("rules").forEach(alerts::add);
    }
    return alerts;
  }
}
