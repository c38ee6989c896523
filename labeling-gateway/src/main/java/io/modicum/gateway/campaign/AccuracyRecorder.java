package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.forecast.Forecast;
import io.modicum.gateway.forecast.PowerLaw;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Takes down how accurate the classifier of each cycle is. */
@ApplicationScoped
public class AccuracyRecorder {

  private final CampaignTable table;
  private final CycleTable cycles;
  private final ObjectStore store;

  AccuracyRecorder(CampaignTable table, CycleTable cycles, ObjectStore store) {
    this.table = table;
    this.cycles = cycles;
    this.store = store;
  }

  /** Takes note of a cycle's accuracy, and of what it lets one expect of the next. */
  @Transactional
  public void predicted(PredictionsReady event) {
    predicted(
        event.campaign(), Manifest.read(store, event.manifest(), Predictions.class).content());
  }

  void predicted(CampaignId id, Predictions predictions) {
    cycles.predicted(id, predictions);
    table
        .find(id)
        .ifPresent(
            campaign -> cycles.forecast(id, predictions.cycle(), forecast(campaign, predictions)));
  }

  private List<Forecast> forecast(RegisteredCampaign campaign, Predictions predictions) {
    int last = predictions.cycle();
    if (predictions.evaluated() == 0) {
      return List.of();
    }
    List<PowerLaw.Point> curve =
        cycles.list(campaign.id().value()).stream()
            .filter(cycle -> cycle.cycle() <= last && cycle.accuracy().isPresent())
            .map(
                cycle ->
                    new PowerLaw.Point(
                        cycle.labels(),
                        cycle.existing().orElse(0),
                        cycle.accuracy().getAsDouble(),
                        cycle.evaluated()))
            .toList();
    return Forecast.after(
        curve, campaign.specification().labelsPerCycle(campaign.pool()), campaign.pool());
  }
}
