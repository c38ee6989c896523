package io.modicum.checks.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dashboards are what Grafana can show, and ask for nothing that is not there. */
class DashboardsTest {

  private static final Path DASHBOARDS =
      Path.of(System.getProperty("modicum.root"), "deploy/helm/modicum/files/dashboards");
  private static final String DATASOURCE = "${datasource}";
  private static final int COLUMNS = 24;

  /** Kinds of panel that come with Grafana. */
  private static final Set<String> KINDS = Set.of("timeseries", "stat", "bargauge", "table");

  @TempDir Path folder;

  static Stream<Path> dashboards() throws IOException {
    return Files.list(DASHBOARDS).sorted();
  }

  @Test
  void areFourWithNamesOfTheirOwn() throws IOException {
    List<String> titles = new ArrayList<>();
    Set<String> uids = new HashSet<>();
    for (Path file : dashboards().toList()) {
      JsonNode dashboard = read(file);
      titles.add(dashboard.path("title").asText());
      uids.add(dashboard.path("uid").asText());
    }

    assertThat(titles)
        .containsExactly(
            "Modicum / Annotation",
            "Modicum / Campaigns",
            "Modicum / Pipeline",
            "Modicum / Training");
    assertThat(uids).hasSameSizeAs(titles).doesNotContain("");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void haveTheShapeThatGrafanaReads(Path file) throws IOException {
    // Given
    JsonNode dashboard = read(file);
    Set<Integer> ids = new HashSet<>();
    Set<String> taken = new HashSet<>();

    // Then
    assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
    assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
    assertThat(DATASOURCE).isEqualTo("${" + dashboard.at("/templating/list/0/name").asText() + "}");
    for (JsonNode panel : dashboard.path("panels")) {
      String title = panel.path("title").asText();
      assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
      assertThat(panel.path("type").asText()).as(title).isIn(KINDS);
      assertThat(title).isNotEmpty();
      assertThat(panel.path("description").asText()).as(title).isNotEmpty();
      assertThat(panel.at("/datasource/type").asText()).as(title).isEqualTo("prometheus");
      assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo(DATASOURCE);
      assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotEmpty();
      assertThat(panel.path("targets")).as(title).isNotEmpty();
      assertThat(panel.path("targets"))
          .as(title)
          .extracting(target -> target.path("refId").asText())
          .doesNotHaveDuplicates();
      requirePlaceOfItsOwn(panel, taken);
    }
  }

  private static void requirePlaceOfItsOwn(JsonNode panel, Set<String> taken) {
    JsonNode place = panel.path("gridPos");
    int left = place.path("x").asInt(-1);
    int right = left + place.path("w").asInt(0);
    int top = place.path("y").asInt(-1);
    int bottom = top + place.path("h").asInt(0);
    assertThat(left).isBetween(0, right - 1);
    assertThat(right).isLessThanOrEqualTo(COLUMNS);
    assertThat(top).isBetween(0, bottom - 1);
    for (int x = left; x < right; x++) {
      for (int y = top; y < bottom; y++) {
        assertThat(taken.add(x + " " + y)).as(panel.path("title").asText()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void askInPromQlForWhatServicesExpose(Path file) throws Exception {
    // Given
    Map<String, Set<String>> exposed = PromQl.exposed();
    ObjectNode rules = new YAMLMapper().createObjectNode();
    ArrayNode asRules =
        rules.putArray("groups").addObject().put("name", "dashboard").putArray("rules");

    // When
    for (String expression : expressions(read(file))) {
      asRules.addObject().put("record", "panel:" + asRules.size()).put("expr", expression);
      assertThat(PromQl.unknown(expression, exposed)).as(expression).isEmpty();
    }

    // Then
    new YAMLMapper().writeValue(folder.resolve("panels.yaml").toFile(), rules);
    Promtool.Verdict verdict = Promtool.run(folder, "check", "rules", "panels.yaml");
    assertThat(verdict.content()).as(verdict.said()).isTrue();
  }

  /** Returns what the panels ask, with Grafana's variables filled in. */
  private static List<String> expressions(JsonNode dashboard) {
    return StreamSupport.stream(dashboard.path("panels").spliterator(), false)
        .flatMap(panel -> StreamSupport.stream(panel.path("targets").spliterator(), false))
        .map(target -> target.path("expr").asText())
        .map(expression -> expression.replace("$__rate_interval", "5m").replaceAll("\\$\\w+", ".*"))
        .toList();
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
