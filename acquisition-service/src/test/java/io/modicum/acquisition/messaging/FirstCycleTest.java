package io.modicum.acquisition.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.ExistingLabels;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.manifest.Embeddings;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The first images are chosen before there is a classifier. */
@QuarkusTest
class FirstCycleTest extends AcquisitionTest {

  @Test
  void asksForABalancedFirstCycleOfAFromScratchCampaign() {
    // Given
    specify(campaign, Mode.FROM_SCRATCH, "class-balanced", "6");

    // When
    chain.send(started(campaign));

    // Then
    LabelsRequested requested = requested();
    assertThat(requested.cycle()).isZero();
    assertThat(requested.images()).isEqualTo(6);
    assertThat(picks(requested).stream().map(pick -> pick.image() % CLASSES))
        .containsExactlyInAnyOrder(0, 0, 1, 1, 2, 2);
  }

  @Test
  void startsBothModesWithTheSameRandomImages() {
    // Given
    CampaignId other = new CampaignId("c-" + UUID.randomUUID());
    specify(campaign, Mode.FROM_SCRATCH, "random", "5");
    specify(other, Mode.SELF_SUPERVISED, "random", "5");
    chain.send(started(campaign));

    // When
    chain.send(
        new EmbeddingsReady(
            other, dataset, Mode.SELF_SUPERVISED, 0, new BackboneId("b"), "unread"));

    // Then
    assertThat(picks(requested(other, 1).get(0))).isEqualTo(picks(requested()));
  }

  @Test
  void beginsAsTheCampaignSaysThoughTheDatasetCameWithLabels() {
    // Given
    CampaignSpecification trusting =
        specify(campaign, Mode.SELF_SUPERVISED, "random", "2").toBuilder()
            .classes(List.of("a", "other"))
            .existingLabels(new ExistingLabels(ExistingLabels.Use.TRUST, 0, List.of()))
            .build();
    store.put(ObjectKeys.specification(campaign), Json.bytes(trusting), "application/json");

    // When
    chain.send(
        new EmbeddingsReady(
            campaign, dataset, Mode.SELF_SUPERVISED, 0, new BackboneId("b"), "unread"));

    // Then
    assertThat(picks(requested())).hasSize(2).noneMatch(pick -> pick.image() % CLASSES == 0);
  }

  @Test
  void asksAgainForTheSame() {
    // Given
    specify(campaign, Mode.FROM_SCRATCH, "random", "5");
    chain.send(started(campaign));
    LabelsRequested before = requested();

    // When
    chain.send(started(campaign));

    // Then
    assertThat(requested(campaign, 2)).containsExactly(before, before);
  }

  @Test
  void startsASelfSupervisedCampaignInTheMiddleOfItsFeatures() {
    // Given
    CampaignSpecification specification =
        specify(campaign, Mode.SELF_SUPERVISED, "k-center-greedy", "2");
    BackboneId backbone = ContentAddress.pretrainedBackbone(specification);
    float[] line = new float[POOL];
    IntStream.range(0, POOL).forEach(i -> line[i] = i * i);
    objects.commit(
        ObjectKeys.embeddings(backbone, dataset),
        new Embeddings(
            POOL, 1, false, List.of(new Embeddings.Shard(0, 7), new Embeddings.Shard(7, 5))),
        List.of(
            objects.put(Embeddings.features(0), Npy.encode(Arrays.copyOf(line, 7), 7, 1)),
            objects.put(
                Embeddings.features(1), Npy.encode(Arrays.copyOfRange(line, 7, POOL), 5, 1))));

    // When
    chain.send(new EmbeddingsReady(campaign, dataset, Mode.SELF_SUPERVISED, 0, backbone, "unread"));

    // Then
    assertThat(picks(requested())).extracting(Pick::image).containsExactly(6, 11);
  }
}
