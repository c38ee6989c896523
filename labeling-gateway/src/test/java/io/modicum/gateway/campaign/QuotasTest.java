package io.modicum.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(QuotasTest.Small.class)
class QuotasTest extends GatewayTest {

  public static final class Small implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("modicum.quota.labels", "4", "modicum.quota.bytes", Long.toString(BYTES));
    }
  }

  private static final long BYTES = (POOL + TEST) * 3L * SIDE * SIDE;

  @Test
  void aCampaignThatAsksForTooManyLabelsIsRefused() {
    DatasetId dataset = readyDataset();

    Api.Answer refused =
        api.post("/api/v1/campaigns", "{'dataset': '" + dataset + "', 'budgets': ['2', '50%']}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText())
        .isEqualTo(
            "budgets: asks for 6 labels, and a campaign may have 4; ask for less, or an operator to"
                + " raise modicum.quota.labels");
    campaign(dataset, "'budgets': ['2', '4']");
  }
}
