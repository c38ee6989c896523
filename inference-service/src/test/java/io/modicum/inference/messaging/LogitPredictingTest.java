package io.modicum.inference.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.inference.embedding.TinyBackbone;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A network that was trained from scratch predicts with its own logits. */
@QuarkusTest
class LogitPredictingTest extends InferenceTest {

  @Test
  void predictsWithTheLogitsOfANetworkTrainedFromScratch() {
    // Given
    specify(Mode.FROM_SCRATCH);
    label(0, 1, 2);
    BackboneId id = new BackboneId("scratch-" + UUID.randomUUID());
    BackboneReady backbone =
        commitBackbone(Mode.FROM_SCRATCH, id, TinyBackbone.channelMeansAsLogits(), SIDE);

    // When
    chain.send(backbone);

    // Then
    PredictionsReady ready = predicted();
    assertThat(ready.mode()).isEqualTo(Mode.FROM_SCRATCH);
    assertThat(ready.accuracy()).hasValue(1);
    assertThat(ready.labels()).isEqualTo(3);
  }

  @Test
  void tellsHowFarANetworkTrainedFromScratchIsFromTheOneBefore() throws Exception {
    // Given
    CampaignSpecification specification = specify(Mode.FROM_SCRATCH);
    label(0, 1, 2);
    BackboneId before = ContentAddress.scratchBackbone(specification, learntFrom(specification, 0));
    chain.send(
        commitBackbone(Mode.FROM_SCRATCH, before, TinyBackbone.channelMeansAsLogits(), SIDE));
    predicted();
    labelCycle(1, OptionalDouble.empty(), 0, 1, 2, 3);
    BackboneId now = ContentAddress.scratchBackbone(specification, learntFrom(specification, 1));
    commitBackbone(Mode.FROM_SCRATCH, now, TinyBackbone.channelMeansAsLogits(), SIDE);

    // When
    chain.send(
        new BackboneReady(campaign, dataset, Mode.FROM_SCRATCH, 1, now, ObjectKeys.backbone(now)));

    // Then
    List<StageProgressed> ended =
        chain.hear(
            StageProgressed.class,
            1,
            event ->
                event.subject().equals(campaign.value())
                    && event.stage().equals("predict")
                    && event.cycle() == 1
                    && event.state() == StageProgressed.State.COMPUTED);
    assertThat(ended.get(0).metrics().get("embeddingDrift")).isCloseTo(0, within(1e-9));
    assertThat(exposed()).contains("modicum_embedding_drift_ratio_count 1.0");
  }
}
