package io.modicum.gateway.labeling.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modicum.contracts.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A lease costs as much in a large campaign as in a small one. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class LeasePlanTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject DataSource source;

  @Test
  void readsAsManyBlocksOfAThousandTimesAsManyTasks() throws Exception {
    try (Connection database = source.getConnection()) {
      database.setAutoCommit(false);
      LargeCampaign small = LargeCampaign.open(database, "small-" + UUID.randomUUID(), 200);
      LargeCampaign large = LargeCampaign.open(database, "large-" + UUID.randomUUID(), 200_000);

      JsonNode ofSmall = JSON.readTree(small.plan("ada")).path(0).path("Plan");
      JsonNode ofLarge = JSON.readTree(large.plan("ada")).path(0).path("Plan");

      assertThat(ofLarge.findValuesAsText("Index Name")).contains("task_vacant");
      assertThat(blocks(ofLarge)).isLessThanOrEqualTo(2 * blocks(ofSmall));
      database.rollback();
    }
  }

  private static long blocks(JsonNode plan) {
    return plan.path("Shared Hit Blocks").asLong() + plan.path("Shared Read Blocks").asLong();
  }
}
