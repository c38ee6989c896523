package io.modicum.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists are read page by page, and nothing is sent that the client has already. */
@QuarkusTest
class ListsTest extends GatewayTest {

  private static final String ASKING_PEOPLE = "'budgets': ['3']";

  @Test
  void goOnWhereTheLastPageEndedWhateverIsAddedMeanwhile() {
    DatasetId dataset = readyDataset();
    List<String> started =
        IntStream.range(0, 5).mapToObj(i -> campaign(dataset, ASKING_PEOPLE).value()).toList();

    List<String> seen = new ArrayList<>();
    String address = "/api/v1/campaigns?limit=2";
    while (!seen.contains(started.get(0))) {
      Api.Answer page = api.get(address);
      List<String> ids = ids(page.json());
      assertThat(ids).hasSizeLessThanOrEqualTo(2);
      seen.addAll(ids);
      campaign(dataset, ASKING_PEOPLE);
      address = next(page);
    }

    assertThat(Set.copyOf(seen)).hasSameSizeAs(seen);
    assertThat(seen.subList(0, 5))
        .containsExactly(
            started.get(4), started.get(3), started.get(2), started.get(1), started.get(0));
  }

  @Test
  void endWithAPageWithoutANext() {
    upload("one");
    upload("another");
    String address = "/api/v1/datasets?limit=200";
    Api.Answer page = api.get(address);
    while (page.json().has("next")) {
      page = api.get(next(page));
    }

    assertThat(page.header("Link")).isEmpty();
    assertThat(page.json().path("items")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"limit=0, limit", "limit=201, limit", "limit=x, limit", "cursor=x, cursor"})
  void refuseWhatIsNoPage(String query, String field) {
    Api.Answer refused = api.get("/api/v1/backbones?" + query);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void doNotSendAgainWhatTheClientHas() {
    CampaignId campaign = campaign(readyDataset(), ASKING_PEOPLE);
    String address = "/api/v1/campaigns/" + campaign;
    Api.Answer first = api.get(address);

    Api.Answer unchanged = api.get(address, "If-None-Match", first.header("ETag"));

    assertThat(first.header("ETag")).matches("\"[0-9a-f]{32}\"");
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.bytes()).isEmpty();
    assertThat(unchanged.header("ETag")).isEqualTo(first.header("ETag"));
  }

  @Test
  void tellACampaignThatWaitsForPeopleByOneTagUntilTheyAnswer() {
    CampaignId campaign = waiting(readyDataset(), ASKING_PEOPLE, 7, 2);
    String address = "/api/v1/campaigns/" + campaign;
    String waiting = api.get(address).header("ETag");

    Api.Answer later = api.get(address, "If-Match", waiting);
    Labeller ada = labeller("ada", campaign);
    ada.answer(Labeller.tasks(ada.lease(1)).get(0), "plum");
    Api.Answer answered = api.get(address, "If-Match", waiting);

    assertThat(later.status()).isEqualTo(200);
    assertThat(later.header("ETag")).isEqualTo(waiting);
    assertThat(answered.status()).isEqualTo(412);
  }

  @Test
  void sendWhatHasChanged() {
    DatasetId dataset = new DatasetId(upload("changing").path("id").asText());
    String address = "/api/v1/datasets?limit=1";
    Api.Answer first = api.get(address);
    DatasetId newer = new DatasetId(upload("newer").path("id").asText());

    Api.Answer changed = api.get(address, "If-None-Match", first.header("ETag"));

    assertThat(ids(first.json())).containsExactly(dataset.value());
    assertThat(changed.status()).isEqualTo(200);
    assertThat(ids(changed.json())).containsExactly(newer.value());
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.path("items").forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  /** Returns where the Link header leads, which is where the page's own cursor leads. */
  private static String next(Api.Answer page) {
    String link = page.header("Link");
    assertThat(link).endsWith(">; rel=\"next\"").contains(page.json().path("next").asText());
    return link.substring(1, link.indexOf('>'));
  }
}
