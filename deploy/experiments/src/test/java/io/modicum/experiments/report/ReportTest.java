package io.modicum.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.modicum.experiments.comparison.CampaignTemplate;
import io.modicum.experiments.comparison.Comparison;
import io.modicum.experiments.comparison.Variant;
import io.modicum.experiments.result.CampaignResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir Path folder;

  @Test
  void measuresFunctionsAgainstTheFirst() throws IOException {
    List<CampaignResult> results =
        List.of(
            result("random", 1, 0.2),
            result("random", 2, 0.3),
            result("margin", 1, 0.25),
            result("margin", 2, 0.37));

    report(Comparison.ACQUISITION_FUNCTIONS, "random", "margin").write(results, 60, folder);

    assertThat(Files.readString(folder.resolve("report.md")))
        .isEqualToNormalizingNewlines(
            """
            Accuracy on the test split in %, mean ± standard deviation of 2 seeds:

            | labels |         10 |
            |--------|-----------:|
            | random | 25.0 ± 7.1 |
            | margin | 31.0 ± 8.5 |

            Points above random, mean ± standard deviation of 2 seeds, paired:

            | labels |         10 |
            |--------|-----------:|
            | margin | +6.0 ± 1.4 |
            """);
    JsonNode json = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    assertThat(json.at("/curves/1/variant").asText()).isEqualTo("margin");
    assertThat(json.at("/differences/0/points/0/mean").asDouble()).isCloseTo(0.06, within(1e-12));
    assertThat(json.at("/campaigns/3/seed").asLong()).isEqualTo(2);
    assertThat(folder)
        .isDirectoryContaining("glob:**learning-curves.svg")
        .isDirectoryContaining("glob:**differences.svg");
  }

  @Test
  void leavesModesWithoutDifferences() throws IOException {
    List<CampaignResult> results =
        List.of(result("self-supervised", 1, 0.3), result("from-scratch", 1, 0.2));

    report(Comparison.MODES, "self-supervised", "from-scratch").write(results, 60, folder);

    assertThat(folder)
        .isDirectoryContaining("glob:**learning-curves.svg")
        .isDirectoryNotContaining("glob:**differences.svg");
    assertThat(Files.readString(folder.resolve("report.md"))).doesNotContain("Points above");
  }

  @Test
  void drawsNoMoreCurvesInOnePlotThanCanBeToldApart() throws IOException {
    String[] nine = IntStream.range(0, 9).mapToObj(i -> "f" + i).toArray(String[]::new);
    List<CampaignResult> results = Stream.of(nine).map(name -> result(name, 1, 0.2)).toList();

    report(Comparison.ACQUISITION_FUNCTIONS, nine).write(results, 60, folder);

    assertThat(folder)
        .isDirectoryContaining("glob:**differences.svg")
        .isDirectoryNotContaining("glob:**learning-curves.svg");
  }

  private static Report report(Comparison comparison, String... variants) {
    return new Report(
        "photos.zip",
        CampaignTemplate.empty(),
        comparison,
        Stream.of(variants).map(name -> new Variant(name, Map.of())).toList(),
        List.of(1L, 2L));
  }

  private static CampaignResult result(String variant, long seed, double accuracy) {
    List<CampaignResult.Point> curve = List.of(new CampaignResult.Point(10, accuracy));
    return new CampaignResult(
        "c-" + variant + seed, variant, seed, MissingNode.getInstance(), curve, Map.of());
  }
}
