package io.modicum.contracts.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeysTest {

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "my-MM", "tr-TR", "en-US"})
  void areTheSameWhereverTheProcessRuns(String language) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      String state = ObjectKeys.trainingState(new BackboneId("b"), 12);
      String shard = ObjectKeys.embeddingShard(new BackboneId("b"), new DatasetId("d"), 3);
      String part = ObjectKeys.selectionPart(new CampaignId("c"), 4, 5);

      assertThat(state).isEqualTo("backbones/b/state/epoch-0012");
      assertThat(shard).isEqualTo("embeddings/b/d/shards/00003.json");
      assertThat(part).isEqualTo("campaigns/c/cycles/4/selection/parts/00005.json");
    } finally {
      Locale.setDefault(before);
    }
  }
}
