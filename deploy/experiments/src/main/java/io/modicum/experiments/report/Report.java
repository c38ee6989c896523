package io.modicum.experiments.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.modicum.experiments.comparison.CampaignTemplate;
import io.modicum.experiments.comparison.Comparison;
import io.modicum.experiments.comparison.Variant;
import io.modicum.experiments.plot.DifferencesSvg;
import io.modicum.experiments.plot.LearningCurvesSvg;
import io.modicum.experiments.result.CampaignResult;
import io.modicum.experiments.result.LearningCurve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a comparison leaves: {@code report.json}, its tables as {@code report.md}, and plots.
 *
 * @param dataset name of the archive
 * @param campaign what the campaigns have in common
 * @param variants what is compared, the baseline first
 */
public record Report(
    String dataset,
    CampaignTemplate campaign,
    Comparison comparison,
    List<Variant> variants,
    List<Long> seeds) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Writes it into a folder, over an earlier one.
   *
   * @param results of the campaigns that have ended
   * @param seconds since the start
   */
  public void write(List<CampaignResult> results, double seconds, Path folder) throws IOException {
    List<LearningCurve> curves = LearningCurve.average(results);
    List<LearningCurve> differences =
        comparison == Comparison.ACQUISITION_FUNCTIONS
            ? LearningCurve.differences(results, baseline())
            : List.of();
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("dataset", dataset);
    report.put("seeds", seeds);
    report.put("campaign", campaign.fields());
    report.put("variants", variants);
    report.put("seconds", seconds);
    report.put("curves", curves);
    report.put("differences", differences);
    report.put("campaigns", results);
    JSON.writeValue(folder.resolve("report.json").toFile(), report);
    Files.writeString(folder.resolve("report.md"), tables(curves, differences));
    if (variants.size() <= LearningCurvesSvg.MOST) {
      Files.writeString(
          folder.resolve("learning-curves.svg"),
          new LearningCurvesSvg(curves).draw("Learning curves: " + dataset));
    }
    if (!differences.isEmpty()) {
      Files.writeString(
          folder.resolve("differences.svg"),
          new DifferencesSvg(differences)
              .draw("Points above " + baseline() + spread(": mean and standard deviation of ")));
    }
  }

  private String tables(List<LearningCurve> curves, List<LearningCurve> differences) {
    String spread = spread(", mean ± standard deviation of ");
    String accuracies =
        "Accuracy on the test split in %%%s:%n%n%s"
            .formatted(spread, MarkdownTable.write(curves, "%.1f"));
    return differences.isEmpty()
        ? accuracies
        : "%s%nPoints above %s%s, paired:%n%n%s"
            .formatted(accuracies, baseline(), spread, MarkdownTable.write(differences, "%+.1f"));
  }

  private String baseline() {
    return variants.get(0).name();
  }

  private String spread(String introduction) {
    return seeds.size() > 1 ? introduction + seeds.size() + " seeds" : "";
  }
}
