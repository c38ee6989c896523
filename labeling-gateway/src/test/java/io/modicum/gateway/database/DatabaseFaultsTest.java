package io.modicum.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database cannot do just now is tried again, or asked for again, and is no fault. */
@QuarkusTest
class DatabaseFaultsTest extends GatewayTest {

  /** Fails, as if in passing, the first times that something is done to what is named so. */
  private static final String FAULT =
      """
      create sequence if not exists fault_count;
      select setval('fault_count', 1, false);
      create or replace function fail_in_passing() returns trigger language plpgsql as $$
      begin
        if nextval('fault_count') <= tg_argv[1]::int then
          raise exception 'just now' using errcode = tg_argv[0];
        end if;
        return null;
      end $$;
      create constraint trigger fail_in_passing after insert on %s
        deferrable initially %s for each row %s
        execute function fail_in_passing('%s', '%s')
      """;

  @Inject DataSource database;

  @BeforeEach
  @AfterEach
  void noFault() throws Exception {
    execute("drop trigger if exists fail_in_passing on campaign");
    execute("drop trigger if exists fail_in_passing on cycle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"40P01", "40001", "55P03", "53200", "57014", "58030", "25006"})
  void aRequestIsAskedToComeAgain(String state) throws Exception {
    DatasetId dataset = readyDataset();
    String request = "{'dataset': '" + dataset + "', 'budgets': ['2']}";
    execute(FAULT.formatted("campaign", "immediate", "", state, "1"));

    Api.Answer refused = api.post("/api/v1/campaigns", request);
    Api.Answer again = api.post("/api/v1/campaigns", request);

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(again.status()).isEqualTo(201);
  }

  @Test
  void soItIsWhereThatShowsAtTheCommit() throws Exception {
    DatasetId dataset = readyDataset();
    String request = "{'dataset': '" + dataset + "', 'budgets': ['2']}";
    execute(FAULT.formatted("campaign", "deferred", "", "40001", "2"));

    Api.Answer refused = api.post("/api/v1/campaigns", request);
    Api.Answer keyed = api.post("/api/v1/campaigns", request, "Idempotency-Key", dataset.value());
    Api.Answer again = api.post("/api/v1/campaigns", request, "Idempotency-Key", dataset.value());

    assertThat(refused.status()).isEqualTo(503);
    assertThat(keyed.status()).isEqualTo(503);
    assertThat(again.status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"immediate", "deferred"})
  void anEventIsTriedAgain(String when) throws Exception {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2']");
    execute(
        FAULT.formatted("cycle", when, "when (new.campaign = '" + campaign + "')", "40P01", "2"));

    request(campaign, dataset, 0, 1, 2);

    await(
        () -> view(campaign),
        view -> !state(view).equals("running") && view.path("tasks").path("open").asInt() == 2);
    assertThat(state(view(campaign))).isEqualTo("waiting-for-labels");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
