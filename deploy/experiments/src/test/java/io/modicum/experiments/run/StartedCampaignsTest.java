package io.modicum.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartedCampaignsTest {

  @Test
  void findsAgainTheLastCampaignThatWasStartedWithASpecification(@TempDir Path data)
      throws Exception {
    // Given
    StartedCampaigns before = StartedCampaigns.read(data);
    before.add(specification(1), "campaign-a");
    before.add(specification(2), "campaign-b");
    before.add(specification(1), "campaign-c");

    // When
    StartedCampaigns after = StartedCampaigns.read(data);

    // Then
    assertThat(before.id(specification(1))).hasValue("campaign-c");
    assertThat(after.id(specification(1))).hasValue("campaign-c");
    assertThat(after.id(specification(2))).hasValue("campaign-b");
    assertThat(after.id(specification(3))).isEmpty();
  }

  private static ObjectNode specification(long seed) {
    return JsonNodeFactory.instance.objectNode().put("mode", "from-scratch").put("seed", seed);
  }
}
