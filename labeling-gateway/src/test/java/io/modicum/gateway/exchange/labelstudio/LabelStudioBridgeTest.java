package io.modicum.gateway.exchange.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Admins connect campaigns to projects of Label Studio. */
@QuarkusTest
class LabelStudioBridgeTest extends LabelStudioTest {

  @Inject DataSource database;

  @Test
  void keepsItsTokenToItself() {
    // Given
    LabelStudioProject project = project(readyDataset());

    // When
    Api.Answer made = project.connect();

    // Then
    assertThat(made.status()).isEqualTo(201);
    assertThat(new String(made.bytes(), StandardCharsets.UTF_8))
        .doesNotContain(LabelStudioServer.TOKEN);
  }

  @Test
  void isChangedOnlyByWhoKnowsIt() {
    // Given
    LabelStudioProject project = connected(readyDataset());

    // When
    Api.Answer refused = project.connect();

    // Then
    assertThat(refused.status()).isEqualTo(428);
  }

  @Test
  void canEnd() {
    // Given
    LabelStudioProject project = connected(readyDataset());

    // When
    Api.Answer ended = project.disconnect();

    // Then
    assertThat(ended.status()).isEqualTo(204);
    assertThat(project.bridge().status()).isEqualTo(404);
  }

  @Test
  void refusesAProjectThatCannotBeUsed() {
    // Given
    LabelStudioProject project = project(readyDataset());

    // When
    Api.Answer refused = project.connect("wrong");

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText())
        .contains("401", "check url, project and token");
    assertThat(project.bridge().status()).isEqualTo(404);
  }

  @Test
  void refusesAProjectWhoseChoicesAreNamedOtherwise() {
    // Given
    LabelStudioProject project = project(readyDataset());
    studio.nameChoices("quality");

    // When
    Api.Answer refused = project.connect();

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText()).contains("Choices", "label", "quality");
  }

  @Test
  void isBridgedAgainInTheOrderThatLabellingLocksTasksIn() throws Exception {
    // Given
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['2', '4']", 7, 2);
    LabelStudioProject project = new LabelStudioProject(api, studio, campaign);
    String first = "(select min(id) from task where campaign = '%s')".formatted(campaign);
    String last = first.replace("min", "max");
    try (Connection labelling = database.getConnection();
        Statement statement = labelling.createStatement()) {
      statement.execute("update task set bridged = true where id = " + last);
      statement.execute("update task set bridged = true where id = " + first);
      labelling.setAutoCommit(false);
      statement.execute("select from task where id = " + first + " for no key update");

      // When
      CompletableFuture<Api.Answer> bridged = CompletableFuture.supplyAsync(project::connect);
      await(() -> waitsForALock(), waits -> waits);
      statement.execute("select from task where id = " + last + " for no key update");
      labelling.rollback();
      labelling.setAutoCommit(true);

      // Then
      assertThat(bridged.get().status()).isEqualTo(201);
    }
  }

  /** Returns whether a transaction waits for one that locked a task. */
  private boolean waitsForALock() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and query like '%set bridged = false%'")) {
      return rows.next();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
