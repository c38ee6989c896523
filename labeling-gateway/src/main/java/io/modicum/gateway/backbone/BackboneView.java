package io.modicum.gateway.backbone;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.campaign.BackboneId;
import io.modicum.gateway.progress.FailureView;
import io.modicum.gateway.progress.Progress;
import io.modicum.gateway.progress.StageView;
import java.util.List;
import java.util.Optional;

/**
 * A registered backbone as clients see it.
 *
 * @param output name of the output with the features, empty where there is only one
 * @param mean empty for the default, ImageNet's where the network takes floats
 * @param std likewise
 * @param dimensions features per image, 0 until it is ready
 * @param failure why it was refused
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record BackboneView(
    BackboneId id,
    String name,
    BackboneState state,
    String output,
    List<Double> mean,
    List<Double> std,
    int dimensions,
    List<StageView> stages,
    Optional<FailureView> failure) {

  static BackboneView of(RegisteredBackbone backbone, Progress progress) {
    String subject = backbone.id().value();
    return new BackboneView(
        backbone.id(),
        backbone.name(),
        backbone.state(),
        backbone.output(),
        backbone.normalisation().mean(),
        backbone.normalisation().standardDeviation(),
        backbone.dimensions(),
        progress.stages(subject),
        backbone.state() == BackboneState.REFUSED ? progress.failure(subject) : Optional.empty());
  }
}
