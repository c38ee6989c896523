package io.modicum.acquisition.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.AcquisitionSettings;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.campaign.StopSettings;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a classifier predicts decides on the images of the next cycle. */
@QuarkusTest
class NextCycleTest extends AcquisitionTest {

  @Test
  void asksForTheLeastDecidedImages() {
    // Given
    specify(campaign, Mode.SELF_SUPERVISED, "random", "2", "4");
    label(0, 3, 7);
    predict(0, lessDecidedTheLowerTheIndex());

    // When
    chain.send(predictions(0, 2));

    // Then
    LabelsRequested requested = requested();
    assertThat(requested.cycle()).isEqualTo(1);
    assertThat(picks(requested)).extracting(Pick::image).containsExactly(0, 1);
    assertThat(picks(requested)).extracting(Pick::reason).doesNotContain("");
    assertThat(selection(requested).inputs())
        .containsExactly(
            ObjectKeys.specification(campaign),
            ObjectKeys.dataset(dataset),
            ObjectKeys.labels(campaign, 0),
            ObjectKeys.predictions(campaign, 0));
  }

  @Test
  void choosesAsForTheFirstCycleAsLongAsNoImageHasALabel() {
    // Given
    specify(campaign, Mode.SELF_SUPERVISED, "random", "2", "4");
    objects.commit(
        ObjectKeys.labels(campaign, 0),
        new LabelledSet(0, List.of(), List.of(3, 7), List.of()),
        List.of());
    predict(0, Npy.encode(new float[POOL * CLASSES], POOL, CLASSES));

    // When
    chain.send(predictions(0, 0));

    // Then
    LabelsRequested requested = requested();
    assertThat(picks(requested)).extracting(Pick::image).hasSize(4).doesNotContain(3, 7);
    assertThat(selection(requested).content().function()).isEqualTo("random");
  }

  @Test
  void keepsToTheOptionsOfTheCampaign() {
    // Given
    specify(
        campaign,
        Mode.SELF_SUPERVISED,
        new AcquisitionSettings(
            "margin", Map.of(), true, 0.25, OptionalDouble.empty(), List.of(0, 2), 1),
        "random",
        StopSettings.DEFAULT,
        "2",
        "6");
    label(0, 3, 7);
    float[] probabilities = new float[POOL * CLASSES];
    for (int i = 0; i < POOL; i++) {
      probabilities[i * CLASSES + i % CLASSES] = 0.5f + i / 100f;
      probabilities[i * CLASSES + (i + 1) % CLASSES] = 0.5f - i / 100f;
    }
    predict(0, Npy.encode(probabilities, POOL, CLASSES));

    // When
    chain.send(predictions(0, 2));

    // Then
    LabelsRequested requested = requested();
    List<Pick> picks = picks(requested);
    assertThat(picks).extracting(Pick::image).doesNotContain(0, 2, 3, 7).hasSize(4);
    assertThat(picks.subList(0, 3))
        .extracting(pick -> pick.image() % CLASSES)
        .as("one of each predicted class")
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(picks.get(3).reason()).isEqualTo("drawn at random; the random share of the cycle");
    assertThat(selection(requested).content().function()).isEqualTo("margin");
  }

  @Test
  void recordsWhichFunctionChoseAndWhy() {
    // Given
    specify(
        campaign,
        Mode.SELF_SUPERVISED,
        AcquisitionSettings.of("adaptive").withSettings(Map.of("few", 0.5, "many", 1.0)),
        "random",
        StopSettings.DEFAULT,
        "2",
        "6");
    label(0, 3, 7);
    float[] sure = new float[POOL * CLASSES];
    IntStream.range(0, POOL).forEach(i -> sure[i * CLASSES] = 1);
    predict(0, Npy.encode(sure, POOL, CLASSES));

    // When
    chain.send(predictions(0, 2));

    // Then
    Selection selection = selection(requested()).content();
    assertThat(selection.function()).isEqualTo("margin");
    assertThat(selection.why()).contains("the classifier expects to be right for 100%");
  }
}
