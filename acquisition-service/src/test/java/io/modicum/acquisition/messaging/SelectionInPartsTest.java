package io.modicum.acquisition.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.AcquisitionSettings;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.campaign.StopSettings;
import io.modicum.contracts.event.SelectionPartRequested;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Replicas rank a large pool together. */
@QuarkusTest
class SelectionInPartsTest extends AcquisitionTest {

  @Test
  void ranksAPoolInPartsThatAnyReplicaMayTake() {
    // Given
    specify(
        campaign,
        Mode.SELF_SUPERVISED,
        new AcquisitionSettings(
            "margin", Map.of(), false, 0, OptionalDouble.empty(), List.of(0), 3),
        "random",
        StopSettings.DEFAULT,
        "2",
        "6");
    label(0, 3, 7);
    predict(0, lessDecidedTheLowerTheIndex());

    // When
    chain.send(predictions(0, 2));

    // Then
    assertThat(picks(requested())).extracting(Pick::image).containsExactly(1, 2, 4, 5);
    assertThat(
            chain.hear(SelectionPartRequested.class, 3, event -> event.campaign().equals(campaign)))
        .extracting(SelectionPartRequested::part)
        .containsExactlyInAnyOrder(0, 1, 2);
    List<Integer> ofParts =
        IntStream.range(0, 3)
            .mapToObj(part -> ObjectKeys.selectionPart(campaign, 1, part))
            .flatMap(key -> Manifest.read(store, key, Selection.class).content().picks().stream())
            .map(Pick::image)
            .toList();
    assertThat(ofParts).doesNotHaveDuplicates().contains(1, 2, 4, 5).doesNotContain(0, 3, 7);
  }
}
