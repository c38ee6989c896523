package io.modicum.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What {@code deploy/quickstart} does once all is built, in a clone of its own. */
@Timeout(900)
class QuickstartSystemTest {

  private static final Pattern ADMIN = Pattern.compile("admin +(\\S+)");
  private static final Pattern SERVING = Pattern.compile("Serving at (\\S+) until Ctrl-C");

  private final Path root = Path.of(System.getProperty("modicum.root"));
  private final HttpClient http = HttpClient.newHttpClient();

  /** Kept after the test, with the services' logs. */
  private Path folder;

  @BeforeEach
  void cloneWhatIsBuilt(TestInfo test) throws IOException {
    Path systems = Files.createDirectories(Path.of("target", "systems").toAbsolutePath());
    folder = Files.createTempDirectory(systems, test.getTestMethod().orElseThrow().getName());
    for (String part :
        List.of(
            "deploy",
            "pretrain-service",
            "inference-service",
            "acquisition-service",
            "labeling-gateway")) {
      Files.createSymbolicLink(folder.resolve(part), root.resolve(part));
    }
  }

  @Test
  void servesWithoutAnythingOfItsOwn() throws Exception {
    // When
    Process quickstart = start("--serve");

    // Then
    try (BufferedReader said = quickstart.inputReader()) {
      String key = await(said, ADMIN);
      URI address = URI.create(await(said, SERVING));
      assertThat(items(address, "/api/v1/datasets", key)).isEmpty();
      assertThat(items(address, "/api/v1/campaigns", key)).isEmpty();
      assertThat(folder.resolve("home/.local/share/modicum/postgresql")).isDirectory();
    } finally {
      end(quickstart);
    }
  }

  @Test
  void comparesModesThatDifferInNothingElseThoughItWasKilledOnTheWay() throws Exception {
    // Given
    Path archive = SmallArchive.write(folder.resolve("small.zip"));
    ObjectNode campaign = SmallCampaign.specification("unused", "unused");
    campaign.retain(List.of("backbone", "pretraining", "supervised"));
    Path file = Files.writeString(folder.resolve("campaign.json"), campaign.toString());
    String[] comparison = {
      "--keep", "--dataset", archive.toString(), "--campaign", file.toString(), "--budgets", "10,20"
    };
    Process killed = start(comparison);
    try (BufferedReader said = killed.inputReader()) {
      await(said, Pattern.compile("(from-scratch, seed 1)"));
    } finally {
      killed.destroyForcibly().waitFor();
    }

    // When
    Process quickstart = start(comparison);

    // Then
    try (BufferedReader said = quickstart.inputReader()) {
      String key = await(said, ADMIN);
      URI address = URI.create(await(said, SERVING));
      assertThat(items(address, "/api/v1/campaigns", key)).hasSize(2);
    } finally {
      end(quickstart);
    }
    JsonNode report =
        new ObjectMapper().readTree(folder.resolve("target/quickstart/report.json").toFile());
    List<ObjectNode> specifications = new ArrayList<>();
    report
        .path("campaigns")
        .forEach(run -> specifications.add((ObjectNode) run.path("specification")));
    assertThat(specifications)
        .extracting(specification -> specification.remove("mode").asText())
        .containsExactlyInAnyOrder("self-supervised", "from-scratch");
    specifications.forEach(specification -> specification.remove("name"));
    assertThat(specifications.get(0)).isEqualTo(specifications.get(1));
    assertThat(specifications.get(0).path("initial").asText()).isEqualTo("random");
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dmodicum.root=" + folder,
                "-Duser.home=" + folder.resolve("home"),
                "-jar",
                root.resolve("deploy/experiments/target/modicum-experiments.jar").toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Ends it as Ctrl-C does. */
  private static void end(Process quickstart) throws InterruptedException {
    quickstart.destroy();
    quickstart.waitFor();
  }

  private static String await(BufferedReader said, Pattern wanted) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher found = wanted.matcher(line);
      if (found.find()) {
        return found.group(1);
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("no " + wanted + " in: " + all);
  }

  private JsonNode items(URI address, String path, String key)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Authorization", "Bearer " + key)
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body()).path("items");
  }
}
