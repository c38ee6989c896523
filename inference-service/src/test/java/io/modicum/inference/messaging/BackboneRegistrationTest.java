package io.modicum.inference.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.BackboneChecked;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.BackboneRegistered;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Embeddings;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.inference.embedding.TinyBackbone;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A user's own network becomes a backbone like any other. */
@QuarkusTest
class BackboneRegistrationTest extends InferenceTest {

  @Test
  void makesABackboneOfAUsersNetworkOnce() {
    // Given
    BackboneRegistered registered = register(TinyBackbone.channelMeans());

    // When
    chain.send(registered);
    chain.send(registered);

    // Then
    BackboneChecked checked = new BackboneChecked(registered.backbone(), backboneKey(registered));
    assertThat(checked(registered, 2)).containsExactly(checked, checked);
    assertThat(ended(registered.subject(), "check-backbone", 2))
        .containsExactly("COMPUTED", "REUSED");
    assertThat(Manifest.read(store, checked.manifest(), Backbone.class).content())
        .isEqualTo(new Backbone(3, Backbone.ANY_SIZE, Backbone.ANY_SIZE, false));
  }

  @Test
  void embedsImagesOfAnySizeWithAUsersNetwork() {
    // Given
    specify(Mode.SELF_SUPERVISED);
    BackboneRegistered registered = register(TinyBackbone.channelMeans());
    chain.send(registered);
    String manifest = checked(registered, 1).get(0).manifest();

    // When
    chain.send(
        new BackboneReady(
            campaign, dataset, Mode.SELF_SUPERVISED, 0, registered.backbone(), manifest));

    // Then
    Manifest<Embeddings> whole =
        Manifest.read(store, embeddings(1).get(0).manifest(), Embeddings.class);
    assertThat(npy(whole.part(Embeddings.features(2))).floats())
        .containsExactly(0, 216, 0, 0, 0, 217, 218, 0, 0, 0, 219, 0);
  }

  @Test
  void saysWhyAUsersNetworkCannotBeABackbone() {
    // Given
    BackboneRegistered registered = register("no network".getBytes(StandardCharsets.UTF_8));

    // When
    chain.send(registered);

    // Then
    StageFailed failed = failed(registered.subject());
    assertThat(failed.permanent()).isTrue();
    assertThat(failed.stage()).isEqualTo("check-backbone");
    assertThat(failed.reason()).startsWith("network: is no ONNX file");
    assertThat(store.find(backboneKey(registered))).isEmpty();
  }

  private List<BackboneChecked> checked(BackboneRegistered registered, int wanted) {
    return chain.hear(
        BackboneChecked.class, wanted, event -> event.backbone().equals(registered.backbone()));
  }

  private BackboneRegistered register(byte[] network) {
    BackboneId id = new BackboneId("mine-" + UUID.randomUUID());
    store.put(ObjectKeys.network(id), network, "application/octet-stream");
    return new BackboneRegistered(id, "mine", ObjectKeys.network(id), "", List.of(), List.of());
  }

  private static String backboneKey(BackboneRegistered registered) {
    return ObjectKeys.backbone(registered.backbone());
  }
}
