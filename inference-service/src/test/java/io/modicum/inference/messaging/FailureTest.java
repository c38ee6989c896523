package io.modicum.inference.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.EmbeddingShardRequested;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.store.Json;
import io.modicum.inference.embedding.TinyBackbone;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What cannot be worked on is told, kept, and stops nothing else. */
@QuarkusTest
class FailureTest extends InferenceTest {

  @Test
  void saysWhatIsWrongWithABackboneThatDoesNotFitTheImages() {
    // Given
    specify(Mode.SELF_SUPERVISED);
    BackboneId id = new BackboneId("simsiam-" + UUID.randomUUID());
    BackboneReady backbone =
        commitBackbone(Mode.SELF_SUPERVISED, id, TinyBackbone.channelMeans(), SIDE + 1);

    // When
    chain.send(backbone);

    // Then
    StageFailed failed = failed(campaign.value());
    assertThat(failed.permanent()).isTrue();
    assertThat(failed.stage()).isEqualTo("embed");
    assertThat(failed.reason()).containsPattern("must be uint8 \\[[48], 3, 5, 5\\]");
    byte[] dead =
        chain
            .values(
                "embedding-shard-requested.dlq",
                1,
                value -> new String(value, StandardCharsets.UTF_8).contains(campaign.value()))
            .get(0);
    assertThat(Json.read("dead", dead, EmbeddingShardRequested.class).backbone()).isEqualTo(id);
  }

  @Test
  void saysOfWhichImageABackboneMakesNoNumbers() {
    // Given
    specify(Mode.SELF_SUPERVISED);
    BackboneId id = new BackboneId("mine-" + UUID.randomUUID());
    BackboneReady backbone =
        commitBackbone(
            Mode.SELF_SUPERVISED, id, TinyBackbone.logarithmsOfChannelMeans(), Backbone.ANY_SIZE);

    // When
    chain.send(backbone);

    // Then
    StageFailed failed = failed(campaign.value());
    assertThat(failed.permanent()).isTrue();
    assertThat(failed.stage()).isEqualTo("embed");
    assertThat(failed.reason())
        .startsWith("backbone " + id + ": gives image ")
        .contains("features that are no finite numbers; add a small constant");
  }

  @Test
  void saysOfWhichImageANetworkTrainedFromScratchMakesNoNumbers() {
    // Given
    specify(Mode.FROM_SCRATCH);
    BackboneId id = new BackboneId("scratch-" + UUID.randomUUID());
    BackboneReady backbone =
        commitBackbone(
            Mode.FROM_SCRATCH, id, TinyBackbone.logarithmsOfChannelMeansAsLogits(), SIDE);

    // When
    chain.send(backbone);

    // Then
    StageFailed failed = failed(campaign.value());
    assertThat(failed.permanent()).isTrue();
    assertThat(failed.reason())
        .startsWith("backbone " + id + ": gives image ")
        .endsWith("its training diverged, start a campaign with a lower learning rate");
    assertThat(store.list("embeddings/" + id + "/")).noneMatch(key -> key.endsWith(".json"));
  }

  @Test
  void putsGarbageIntoTheDeadLetterTopicAndGoesOn() {
    // Given
    String garbage = "garbage " + UUID.randomUUID();
    BackboneReady backbone = pretrained();

    // When
    chain.send("labels-completed", "k", garbage.getBytes(StandardCharsets.UTF_8));
    chain.send(backbone);

    // Then
    chain.values(
        "labels-completed.dlq",
        1,
        value -> new String(value, StandardCharsets.UTF_8).equals(garbage));
    assertThat(embeddings(1)).hasSize(1);
  }
}
