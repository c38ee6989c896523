package io.modicum.gateway.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.exchange.labelstudio.LabelStudioServer;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The gateway without a key to seal secrets with. */
@QuarkusTest
@TestProfile(KeylessTest.Settings.class)
class KeylessTest extends GatewayTest {

  /** No keys. */
  public static class Settings implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("modicum.gateway.secret-keys", "");
    }
  }

  @Test
  void keepsNoSecretsAndSaysWhatToSet() {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");
    try (LabelStudioServer studio = LabelStudioServer.start()) {
      Api.Answer bridge =
          api.put(
              "/api/v1/campaigns/" + campaign + "/label-studio",
              String.format(
                  Locale.ROOT,
                  "{'url': '%s', 'project': %d, 'token': '%s'}",
                  studio.url(),
                  LabelStudioServer.PROJECT,
                  LabelStudioServer.TOKEN));
      Api.Answer webhook = api.post("/api/v1/webhooks", "{'url': '" + studio.url() + "'}");

      for (Api.Answer refused : new Api.Answer[] {bridge, webhook}) {
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("type").asText()).isEqualTo("/problems/conflict");
        assertThat(refused.json().path("detail").asText())
            .contains("modicum.gateway.secret-keys", "openssl rand -base64 32");
      }
    }
  }
}
