package io.modicum.gateway.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.campaign.Preset;
import io.modicum.gateway.dataset.RegisteredDataset;
import io.modicum.gateway.progress.Progress;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a preset means for a dataset.
 *
 * @param name what a campaign calls it
 * @param pretraining how long it pretrains a backbone
 * @param seconds how long that takes at the pace of the newest pretraining of the same backbone on
 *     images of the same size; absent where there was none yet
 * @param supervisedSteps steps in each cycle of a campaign from scratch
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record PresetView(
    String name, PretrainingLength pretraining, OptionalDouble seconds, int supervisedSteps) {

  /** All presets, the one of a campaign that names none first. */
  record PresetList(List<PresetView> presets) {}

  static PresetView of(Preset preset, RegisteredDataset dataset, Progress progress) {
    PretrainingLength length =
        PretrainingLength.of(preset.pretraining(dataset.pool()), dataset.pool());
    OptionalDouble rate =
        progress.pretrainingRate(preset.backbone(), dataset.height(), dataset.width());
    return new PresetView(
        preset.toString(),
        length,
        rate.isPresent()
            ? OptionalDouble.of(length.images() / rate.getAsDouble())
            : OptionalDouble.empty(),
        preset.supervised().steps());
  }
}
