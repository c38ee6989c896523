package io.modicum.inference.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.manifest.Embeddings;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Images become features, shard by shard. */
@QuarkusTest
class EmbeddingTest extends InferenceTest {

  @Test
  void embedsShardByShardAndCommitsTheWhole() {
    // Given
    BackboneReady backbone = pretrained();

    // When
    chain.send(backbone);

    // Then
    EmbeddingsReady ready = embeddings(1).get(0);
    assertThat(ready.manifest()).isEqualTo(ObjectKeys.embeddings(backbone.backbone(), dataset));
    Manifest<Embeddings> whole = Manifest.read(store, ready.manifest(), Embeddings.class);
    assertThat(whole.content())
        .isEqualTo(
            new Embeddings(
                POOL + TEST,
                3,
                false,
                List.of(
                    new Embeddings.Shard(0, 8),
                    new Embeddings.Shard(8, 8),
                    new Embeddings.Shard(16, 4))));
    assertThat(npy(whole.part(Embeddings.features(2))).floats())
        .containsExactly(0, 216, 0, 0, 0, 217, 218, 0, 0, 0, 219, 0);
  }

  @Test
  void announcesFeaturesThatStandAndComputesNothing() {
    // Given
    BackboneReady backbone = embeddedPool();
    EmbeddingsReady ready = embeddings(1).get(0);
    Manifest<Embeddings> whole = Manifest.read(store, ready.manifest(), Embeddings.class);

    // When
    chain.send(backbone);

    // Then
    assertThat(embeddings(2)).containsExactly(ready, ready);
    assertThat(Manifest.read(store, ready.manifest(), Embeddings.class)).isEqualTo(whole);
    assertThat(ended("embed", 2)).containsExactly("COMPUTED", "REUSED");
  }
}
