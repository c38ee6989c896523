package io.modicum.inference.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.manifest.Model;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A campaign that has ended leaves its classifier as one ONNX file. */
@QuarkusTest
class ModelExportTest extends InferenceTest {

  @Test
  void exportsTheFinishedClassifierOnce() {
    // Given
    fitted(0, 1, 2, 3, 4, 5);
    CampaignCompleted completed =
        new CampaignCompleted(campaign, 0, 6, OptionalDouble.of(1), "budget spent");

    // When
    chain.send(completed);
    chain.send(completed);

    // Then
    assertThat(ended("export-model", 2)).containsExactlyInAnyOrder("COMPUTED", "REUSED");
    Manifest<Model> manifest =
        Manifest.read(store, ObjectKeys.modelManifest(campaign), Model.class);
    assertThat(manifest.content())
        .isEqualTo(new Model(0, 6, OptionalDouble.of(1), List.of("red", "green", "blue")));
    assertThat(manifest.part(Model.ONNX).key()).isEqualTo(ObjectKeys.model(campaign));
  }

  @Test
  void exportsAClassifierThatNoImageWasLabelledFor() {
    // Given
    PredictionsReady ready = fitted();

    // When
    chain.send(new CampaignCompleted(campaign, 0, 0, ready.accuracy(), "budget spent"));

    // Then
    assertThat(ended("export-model", 1)).containsExactly("COMPUTED");
  }

  @Test
  void exportsAClassifierThatKnowsOneClassOnly() {
    // Given
    PredictionsReady ready = fitted(1, 4, 7, 10);

    // When
    chain.send(new CampaignCompleted(campaign, 0, 4, ready.accuracy(), "budget spent"));

    // Then
    assertThat(ended("export-model", 1)).containsExactly("COMPUTED");
  }

  /** Has a head fitted on the labels of some images. */
  private PredictionsReady fitted(int... labelled) {
    embeddedPool();
    label(labelled);
    chain.send(labelsCompleted(0));
    return predicted();
  }
}
