package io.modicum.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modicum.local.service.LocalServices.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What operators see of a system: metrics, traces and logs of all four services. */
class WatchedSystemTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String NAMED_HERE = "modicum_";

  @Test
  void aCampaignIsSeenInMetricsTracesAndLogsOfEveryService() throws Exception {
    Path systems = Files.createDirectories(Path.of("target", "systems").toAbsolutePath());
    Path folder = Files.createTempDirectory(systems, "watched");
    Path archive = SmallArchive.write(folder.resolve("small.zip"));
    try (SpanReceiver receiver = SpanReceiver.start();
        ModicumSystem system = ModicumSystem.start(folder, settings(receiver))) {
      String dataset = system.packed("small", archive);
      waitForPeople(system, dataset);
      ObjectNode specification = SmallCampaign.specification(dataset, "self-supervised");
      specification.putArray("budgets").add("10").add("15").add("20").add("25").add("30");

      String campaign = system.gateway().start(specification).path("id").asText();

      Metrics golden = Metrics.golden();
      Metrics exposed = new Metrics();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                for (Service service : Service.values()) {
                  exposed.add(system.metrics(service));
                }
                assertThat(exposed.labels()).containsAllEntriesOf(withoutGpu(golden));
              });
      assertThat(ours(exposed)).isEqualTo(ours(withoutGpu(golden)));
      assertThat(documented()).isEqualTo(new TreeSet<>(ours(golden.labels()).keySet()));
      system.completed(campaign);
      String trace = traceOf(system, campaign);
      requireOneTrace(receiver, trace);
      for (Service service : Service.values()) {
        assertThat(logged(system, service, trace)).as(service.toString()).isTrue();
      }

      system.stopParts();

      await()
          .atMost(PATIENCE)
          .until(
              () -> sum(system.metrics(Service.INFERENCE), "kafka_consumer_connection_count") == 0);
    }
  }

  private static Map<String, String> settings(SpanReceiver receiver) {
    Map<String, String> settings = new HashMap<>(receiver.settings());
    settings.put("modicum.gateway.measure-every", "200ms");
    return settings;
  }

  /** Leaves a campaign that waits for people. */
  private static void waitForPeople(ModicumSystem system, String dataset)
      throws IOException, InterruptedException {
    ObjectNode asking = SmallCampaign.specification(dataset, "from-scratch");
    asking.put("oracle", "annotators");
    system.gateway().start(asking);
  }

  private static Map<String, Set<String>> withoutGpu(Metrics golden) {
    Map<String, Set<String>> there = new TreeMap<>(golden.labels());
    there.keySet().removeIf(name -> name.startsWith(Metrics.ON_A_GPU));
    return there;
  }

  private static Map<String, Set<String>> ours(Metrics exposed) {
    return ours(exposed.labels());
  }

  private static Map<String, Set<String>> ours(Map<String, Set<String>> metrics) {
    Map<String, Set<String>> ours = new TreeMap<>(metrics);
    ours.keySet().removeIf(name -> !name.startsWith(NAMED_HERE));
    return ours;
  }

  /** Returns the names that the table in {@code deploy/metrics.md} explains. */
  private static Set<String> documented() throws IOException {
    Path page = Path.of(System.getProperty("modicum.root"), "deploy/metrics.md");
    Set<String> names = new TreeSet<>();
    Pattern code = Pattern.compile("`([^`]+)`");
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("| `" + NAMED_HERE)) {
        code.matcher(line.substring(0, line.indexOf(" | ")))
            .results()
            .forEach(name -> names.add(name.group(1)));
      }
    }
    return names;
  }

  private static String traceOf(ModicumSystem system, String campaign) {
    Set<String> traces =
        system.records(campaign).stream().map(ModicumSystem::trace).collect(Collectors.toSet());
    assertThat(traces).hasSize(1);
    return traces.iterator().next();
  }

  /**
   * Every service has its part, and every part but the request that began it belongs to another.
   */
  private static void requireOneTrace(SpanReceiver receiver, String trace) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<SpanReceiver.Span> spans = receiver.of(trace);
              Set<String> ids = new HashSet<>();
              spans.forEach(span -> ids.add(span.id()));
              assertThat(spans)
                  .extracting(SpanReceiver.Span::service)
                  .contains(
                      "labeling-gateway",
                      "pretrain-service",
                      "inference-service",
                      "acquisition-service");
              assertThat(spans.stream().filter(span -> span.parent().isEmpty()))
                  .extracting(SpanReceiver.Span::name)
                  .containsExactly("POST /api/v1/campaigns");
              assertThat(spans)
                  .filteredOn(span -> !span.parent().isEmpty())
                  .allSatisfy(span -> assertThat(ids).contains(span.parent()));
            });
  }

  private static boolean logged(ModicumSystem system, Service service, String trace)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    boolean found = false;
    for (String line : system.log(service)) {
      if (line.startsWith("{")) {
        JsonNode entry = json.readTree(line);
        found |= entry.path("mdc").path("traceId").asText().equals(trace);
      }
    }
    return found;
  }

  private static double sum(String metrics, String name) {
    Matcher sample = Pattern.compile("(?m)^" + name + "\\{[^}]*} (\\S+)").matcher(metrics);
    return sample.results().mapToDouble(found -> Double.parseDouble(found.group(1))).sum();
  }
}
