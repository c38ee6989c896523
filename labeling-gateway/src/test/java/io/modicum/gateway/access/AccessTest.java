package io.modicum.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys and memberships: who comes in, and what they see. */
@QuarkusTest
class AccessTest extends GatewayTest {

  private static final String KEYS = "/api/v1/keys";
  private static final String CAMPAIGNS = "/api/v1/campaigns";

  @Inject DataSource database;

  @Test
  void tellsWhoDoesNotSayWhoTheyAreHowTo() {
    assertUnauthenticated(api.anonymous(), "Authorization: Bearer");
  }

  @ParameterizedTest
  @CsvSource({
    "modicum_first_ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, not known",
    "modicum_nobody_ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, not known",
    "modicum_first_0123, no whole API key",
    "modicum_, no whole API key",
    "something else, this key is not known here",
  })
  void refusesWhatIsNoKeyOfOurs(String credential, String detail) {
    assertUnauthenticated(api.as(credential), detail);
  }

  @Test
  void makesAKeyThatIsToldOnceAndKeptAsAHash() throws Exception {
    Api.Answer made = api.post(KEYS, "{'name': 'ada', 'role': 'annotator'}");

    assertThat(made.status()).isEqualTo(201);
    String id = made.json().path("key").path("id").asText();
    String secret = made.json().path("secret").asText();
    assertThat(secret).matches("modicum_" + id + "_[0-9a-f]{64}");
    String bits = secret.substring(secret.length() - 64);
    assertThat(new String(api.get(KEYS).bytes(), StandardCharsets.UTF_8))
        .contains(id)
        .doesNotContain(bits);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select k::text from api_key k where id = '" + id + "'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).contains("ada").doesNotContain(bits);
    }
  }

  @Test
  void tellsWhenAKeyWasLastUsed() {
    JsonNode made = api.post(KEYS, "{'name': 'ada', 'role': 'viewer'}").json();
    String id = made.path("key").path("id").asText();
    assertThat(key(id).has("lastUsed")).isFalse();
    Instant before = Instant.now().minusSeconds(1);

    assertThat(api.as(made.path("secret").asText()).get(CAMPAIGNS).status()).isEqualTo(200);

    assertThat(Instant.parse(key(id).path("lastUsed").asText())).isAfter(before);
  }

  @Test
  void aRevokedKeyOpensNothingMoreAndIsStillListed() {
    JsonNode made = api.post(KEYS, "{'name': 'ada', 'role': 'viewer'}").json();
    String id = made.path("key").path("id").asText();
    Api ada = api.as(made.path("secret").asText());
    assertThat(ada.get(CAMPAIGNS).status()).isEqualTo(200);

    assertThat(api.send("DELETE", KEYS + "/" + id).status()).isEqualTo(204);

    assertUnauthenticated(ada, "was revoked");
    assertThat(key(id).has("revoked")).isTrue();
    assertThat(api.send("DELETE", KEYS + "/nobody").status()).isEqualTo(404);
  }

  @Test
  void aKeyThatHasExpiredOpensNothingMore() {
    String fields = "'name': 'ada', 'role': 'viewer', 'expires': '" + Instant.now().plusSeconds(1);
    Api ada = api.withKey(fields + "'");

    await(() -> ada.get(CAMPAIGNS).status(), status -> status == 401);

    assertUnauthenticated(ada, "has expired");
  }

  @Test
  void endsAStreamWithTheKeyThatOpenedIt() throws Exception {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");
    JsonNode made = api.post(KEYS, "{'name': 'ada', 'role': 'viewer'}").json();
    Api ada = api.as(made.path("secret").asText());
    Api soon =
        api.withKey(
            "'name': 'bob', 'role': 'viewer', 'expires': '" + Instant.now().plusSeconds(2) + "'");
    Future<?> revoked = listen(ada, campaign);
    Future<?> expired = listen(soon, campaign);

    api.send("DELETE", KEYS + "/" + made.path("key").path("id").asText());

    revoked.get(30, TimeUnit.SECONDS);
    expired.get(30, TimeUnit.SECONDS);
  }

  @Test
  void endsAStreamWithTheMembershipThatAllowedIt() throws Exception {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");
    String member = CAMPAIGNS + "/" + campaign + "/members/olga";
    api.put(member, "{'role': 'annotator'}");
    Future<?> ended = listen(api.withKey("'name': 'olga', 'role': 'annotator'"), campaign);

    api.send("DELETE", member);

    ended.get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'role': 'viewer'                                                      | name
          'name': 'a\\u0000a', 'role': 'viewer'                                 | name
          'name': 'ada'                                                         | role
          'name': 'ada', 'role': 'king'                                         | role
          'name': 'ada', 'role': 'viewer', 'expires': '2001-01-01T00:00:00Z'    | expires
          'name': 'ada', 'role': 'viewer', 'expires': 'soon'                    | expires
          'name': 'ada', 'role': 'viewer', 'campaigns': []                      | campaigns
          'name': 'ada', 'role': 'viewer', 'campaigns': ['nowhere']             | campaigns[0]
          'name': 'ada', 'role': 'admin', 'campaigns': ['nowhere']              | campaigns
          """)
  void saysWhatIsWrongWithAKey(String fields, String field) {
    Api.Answer refused = api.post(KEYS, "{" + fields + "}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").path(0).path("field").asText()).startsWith(field);
  }

  @Test
  void aMemberSeesTheirCampaignAndNoOther() {
    DatasetId dataset = readyDataset();
    CampaignId own = campaign(dataset, "'budgets': ['3']");
    CampaignId other = campaign(readyDataset(), "'budgets': ['3']");
    String name = "ada " + UUID.randomUUID();
    Api ada = api.withKey("'name': '" + name + "', 'role': 'annotator'");
    assertThat(ids(ada.get(CAMPAIGNS))).isEmpty();
    String member = CAMPAIGNS + "/" + own + "/members/" + name.replace(" ", "%20");

    assertThat(api.put(member, "{'role': 'annotator'}").status()).isEqualTo(200);

    assertThat(ids(ada.get(CAMPAIGNS))).containsExactly(own.value());
    assertThat(ids(ada.get("/api/v1/datasets"))).containsExactly(dataset.value());
    assertThat(ada.get(CAMPAIGNS + "/" + own).status()).isEqualTo(200);
    assertThat(ada.get(CAMPAIGNS + "/" + other).status()).isEqualTo(404);
    assertThat(ada.post(CAMPAIGNS + "/" + other + "/leases", "{}").status()).isEqualTo(404);
    assertThat(api.get(member).json().path("role").asText()).isEqualTo("annotator");
    assertThat(api.send("DELETE", member).status()).isEqualTo(204);
    assertThat(ids(ada.get(CAMPAIGNS))).isEmpty();
    assertThat(api.get(member).status()).isEqualTo(404);
    assertThat(api.send("DELETE", member).status()).isEqualTo(404);
  }

  @Test
  void nothingWidensAKeyThatIsLimitedToCampaigns() {
    CampaignId within = campaign(readyDataset(), "'budgets': ['3']");
    CampaignId outside = campaign(readyDataset(), "'budgets': ['3']");
    String name = UUID.randomUUID().toString();
    api.put(CAMPAIGNS + "/" + within + "/members/" + name, "{'role': 'reviewer'}");
    api.put(CAMPAIGNS + "/" + outside + "/members/" + name, "{'role': 'reviewer'}");

    Api limited =
        api.withKey("'name': '%s', 'role': 'viewer', 'campaigns': ['%s']".formatted(name, within));

    assertThat(ids(limited.get(CAMPAIGNS))).containsExactly(within.value());
    assertThat(limited.post(CAMPAIGNS + "/" + within + "/leases", "{}").status()).isEqualTo(403);
    assertThat(limited.get("/api/v1/backbones").status()).isEqualTo(403);
  }

  @Test
  void anAnnotatorSeesTheImagesThatWereLeasedToThemOrAnsweredByThemAndNoOthers() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['3']");
    request(campaign, dataset, 0, 7, 2, 9);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    Api ada = annotator("ada", campaign);
    String images = "/api/v1/datasets/" + dataset + "/images/";
    assertThat(ada.get(images + 7).status()).isEqualTo(404);

    JsonNode task =
        ada.post(CAMPAIGNS + "/" + campaign + "/leases", "{'size': 1}")
            .json()
            .path("tasks")
            .path(0);

    assertThat(ada.get(images + 7).status()).isEqualTo(200);
    assertThat(ada.get(images + 2).status()).isEqualTo(404);
    assertThat(annotator("bob", campaign).get(images + 7).status()).isEqualTo(404);
    ada.post(
        CAMPAIGNS + "/" + campaign + "/labels",
        "{'labels': [{'task': %s, 'label': 'plum'}]}".formatted(task.path("id")));
    assertThat(ada.get(images + 7).status()).as("answered").isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'role': 'admin'}", "{'role': 'king'}", "{}"})
  void saysWhatIsWrongWithAMembership(String body) {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['3']");

    Api.Answer refused = api.put(CAMPAIGNS + "/" + campaign + "/members/ada", body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").path(0).path("field").asText()).isEqualTo("role");
  }

  @Test
  void saysWhichRoleIsMissingAndHowToGetIt() {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['3']");
    Api vera = api.withKey("'name': 'vera', 'role': 'viewer'");

    Api.Answer everywhere = vera.get(KEYS);
    Api.Answer inCampaign = vera.post(CAMPAIGNS + "/" + campaign + "/leases", "{}");

    assertThat(everywhere.status()).isEqualTo(403);
    assertThat(everywhere.json().path("detail").asText()).contains("role admin");
    assertThat(inCampaign.status()).isEqualTo(403);
    assertThat(inCampaign.json().path("detail").asText())
        .contains("role annotator", "PUT /api/v1/campaigns/" + campaign + "/members/vera");
  }

  private JsonNode key(String id) {
    return StreamSupport.stream(api.get(KEYS).json().path("items").spliterator(), false)
        .filter(key -> key.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Iterable<String> ids(Api.Answer list) {
    return StreamSupport.stream(list.json().path("items").spliterator(), false)
        .map(item -> item.path("id").asText())
        .toList();
  }

  private static void assertUnauthenticated(Api client, String detail) {
    Api.Answer refused = client.get(CAMPAIGNS);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.contentType()).startsWith("application/problem+json");
    assertThat(refused.json().path("detail").asText()).contains(detail);
  }
}
