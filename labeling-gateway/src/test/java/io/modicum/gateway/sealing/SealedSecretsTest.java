package io.modicum.gateway.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.gateway.exchange.labelstudio.LabelStudioServer;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.webhook.Receiver;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.OptionalDouble;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The database alone tells no secret that the gateway keeps. */
@QuarkusTest
class SealedSecretsTest extends GatewayTest {

  @Inject DataSource database;
  @Inject Restart restart;

  @Test
  void storesTheTokenOfLabelStudioSealed() throws Exception {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");
    try (LabelStudioServer studio = LabelStudioServer.start()) {
      Api.Answer bridged =
          api.put(
              "/api/v1/campaigns/" + campaign + "/label-studio",
              String.format(
                  Locale.ROOT,
                  "{'url': '%s', 'project': %d, 'token': '%s'}",
                  studio.url(),
                  LabelStudioServer.PROJECT,
                  LabelStudioServer.TOKEN));
      assertThat(bridged.status()).isEqualTo(201);
    }

    assertThat(stored("select token from label_studio where campaign = '" + campaign + "'"))
        .startsWith("sealed:")
        .doesNotContain(LabelStudioServer.TOKEN);
  }

  @Test
  void sealsAtTheStartWhatWasStoredInPlainText() throws Exception {
    try (Receiver receiver = Receiver.start()) {
      JsonNode webhook = api.post("/api/v1/webhooks", "{'url': '" + receiver.url() + "'}").json();
      String secret = webhook.path("secret").asText();
      String select = "select secret from webhook where id = " + webhook.path("id").asLong();
      assertThat(stored(select)).startsWith("sealed:").doesNotContain(secret);
      store("update webhook set secret = ? where id = " + webhook.path("id").asLong(), secret);
      CampaignId before = completed();
      assertThat(message(receiver, before).verified(secret)).isTrue();

      restart.seal();

      assertThat(stored(select)).startsWith("sealed:").doesNotContain(secret);
      assertThat(message(receiver, completed()).verified(secret)).isTrue();
    }
  }

  private CampaignId completed() {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");
    chain.send(new CampaignCompleted(campaign, 1, 2, OptionalDouble.of(0.5), "done"));
    return campaign;
  }

  private static Receiver.Message message(Receiver receiver, CampaignId campaign) {
    return receiver.hear(1, heard -> heard.body().contains(campaign.value())).get(0);
  }

  private String stored(String select) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(select);
        ResultSet row = statement.executeQuery()) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  private void store(String update, String secret) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setString(1, secret);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }
}
