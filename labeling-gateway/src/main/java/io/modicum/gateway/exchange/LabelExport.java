package io.modicum.gateway.exchange;

import io.modicum.gateway.campaign.CycleObjects;
import io.modicum.gateway.campaign.Probabilities;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.dataset.DatasetObjects;
import io.modicum.gateway.dataset.ImagePaths;
import io.modicum.gateway.exchange.format.ExportedImage;
import io.modicum.gateway.exchange.format.LabelFormat;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes a campaign's labels as they are at one moment, row by row as the database gives them. */
@ApplicationScoped
class LabelExport {

  private static final int LONGEST_SECONDS = 3600;

  private final ExchangeTable table;
  private final CycleObjects cycles;
  private final DatasetObjects datasets;

  LabelExport(ExchangeTable table, CycleObjects cycles, DatasetObjects datasets) {
    this.table = table;
    this.cycles = cycles;
    this.datasets = datasets;
  }

  /**
   * Writes all labels and leaves the stream open.
   *
   * @param images address under which an image's index leads to its file, with a slash at its end
   */
  void write(RegisteredCampaign campaign, LabelFormat format, String images, OutputStream out)
      throws IOException {
    try (LabelFormat.Writer writer = format.writer(out)) {
      Optional<Probabilities> predicted =
          format.holdsPredictions() ? latest(campaign) : Optional.empty();
      Optional<ImagePaths> paths = datasets.paths(campaign.dataset());
      QuarkusTransaction.requiringNew()
          .timeout(LONGEST_SECONDS)
          .run(
              () ->
                  table.export(campaign, images, paths, predicted, image -> write(writer, image)));
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    }
  }

  private static void write(LabelFormat.Writer writer, ExportedImage image) {
    try {
      writer.write(image);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Returns what the latest classifier says of the pool, or empty before the first. */
  private Optional<Probabilities> latest(RegisteredCampaign campaign) {
    return table
        .latestPredicted(campaign.id())
        .flatMap(cycle -> cycles.probabilities(campaign, cycle));
  }
}
