package io.modicum.experiments;

import io.modicum.experiments.comparison.CampaignTemplate;
import io.modicum.experiments.comparison.Comparison;
import io.modicum.experiments.comparison.Variant;
import io.modicum.experiments.report.Report;
import io.modicum.experiments.result.CampaignResult;
import io.modicum.experiments.run.Campaigns;
import io.modicum.local.service.Gateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Campaigns that are compared with each other.
 *
 * @param acquisition names of the functions, if they are what is compared
 * @param template what the campaigns have in common
 * @param startNanos when the quickstart began, by {@link System#nanoTime}
 */
record Experiment(
    Comparison comparison,
    Set<String> acquisition,
    List<Long> seeds,
    CampaignTemplate template,
    long startNanos) {

  /** Runs all campaigns on an archive and writes the report after each wave of them. */
  void run(Campaigns campaigns, Path archive, Path output)
      throws IOException, InterruptedException {
    String dataset = campaigns.register(archive);
    List<List<Variant>> waves = waves(campaigns.gateway());
    Report report =
        new Report(
            archive.getFileName().toString(),
            template,
            comparison,
            waves.stream().flatMap(List::stream).toList(),
            seeds);
    List<CampaignResult> results = new ArrayList<>();
    for (List<Variant> wave : waves) {
      if (waves.size() > 1) {
        String names = wave.stream().map(Variant::name).collect(Collectors.joining(", "));
        campaigns
            .board()
            .say(
                String.format(
                    Locale.ROOT,
                    "Wave %d of %d: %s",
                    waves.indexOf(wave) + 1,
                    waves.size(),
                    names));
      }
      results.addAll(campaigns.run(wave, seeds, dataset, template));
      report.write(results, (System.nanoTime() - startNanos) / 1e9, output);
    }
  }

  /** Both modes run at once; functions one after the other, since there may be many. */
  private List<List<Variant>> waves(Gateway gateway) throws IOException, InterruptedException {
    return switch (comparison) {
      case MODES -> List.of(Variant.modes());
      case ACQUISITION_FUNCTIONS ->
          Variant.acquisitionFunctions(acquisition, gateway.acquisitionFunctions()).stream()
              .map(List::of)
              .toList();
    };
  }
}
