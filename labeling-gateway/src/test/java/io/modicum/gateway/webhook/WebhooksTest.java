package io.modicum.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages go to a real HTTP server, which answers what the test lets it. */
@QuarkusTest
class WebhooksTest extends GatewayTest {

  private static final String WEBHOOKS = "/api/v1/webhooks";

  private Receiver receiver;

  @BeforeEach
  void listen() {
    receiver = Receiver.start();
  }

  @AfterEach
  void hangUp() {
    receiver.close();
  }

  @Test
  void tellOfACampaignFromItsFirstQuestionToItsEnd() {
    JsonNode webhook = register("");
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'oracle': 'simulated', 'budgets': ['2']");

    request(campaign, dataset, 0, 4, 7);
    List<Receiver.Message> first = receiver.hear(2, about(campaign));
    chain.send(
        new CampaignCompleted(campaign, 1, 2, OptionalDouble.of(0.5), "the budget is spent"));
    List<Receiver.Message> all = receiver.hear(3, about(campaign));

    assertThat(first).allMatch(message -> message.verified(webhook.path("secret").asText()));
    assertThat(all)
        .extracting(message -> message.json().path("type").asText())
        .containsExactlyInAnyOrder("labels-requested", "cycle-completed", "campaign-completed");
    assertThat(data(all, "labels-requested").path("images").asInt()).isEqualTo(2);
    assertThat(data(all, "cycle-completed").path("labels").asInt()).isEqualTo(2);
    assertThat(data(all, "campaign-completed").path("outcome").asText())
        .isEqualTo("the budget is spent");
  }

  @Test
  void tellOnlyOfWhatIsWanted() {
    register(", 'events': ['campaign-completed']");
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'oracle': 'simulated', 'budgets': ['2']");

    request(campaign, dataset, 0, 4, 7);
    await(() -> view(campaign), view -> view.path("tasks").path("answered").asInt() == 2);
    chain.send(new CampaignCompleted(campaign, 1, 2, OptionalDouble.of(0.5), "done"));

    assertThat(receiver.hear(1, about(campaign)))
        .extracting(message -> message.json().path("type").asText())
        .containsExactly("campaign-completed");
  }

  @Test
  void comeAgainUnderTheSameNameUntilTheReceiverTakesThem() {
    receiver.answer(500, 302, 0);
    JsonNode webhook = register("");
    CampaignId campaign = completed();

    List<Receiver.Message> attempts = receiver.hear(4, about(campaign));

    assertThat(attempts).extracting(Receiver.Message::id).containsOnly(attempts.get(0).id());
    assertThat(attempts).extracting(Receiver.Message::body).containsOnly(attempts.get(0).body());
    assertThat(attempts).allMatch(message -> message.verified(webhook.path("secret").asText()));
    JsonNode delivery = await(() -> delivery(webhook, campaign), WebhooksTest::delivered);
    assertThat(delivery.path("message").asText()).isEqualTo(attempts.get(0).id());
    assertThat(delivery.path("attempts"))
        .extracting(
            attempt -> attempt.path("status").asInt(),
            attempt -> attempt.path("problem").asText().isEmpty())
        .containsExactly(tuple(500, false), tuple(302, false), tuple(0, false), tuple(200, true));
  }

  @Test
  void areGivenUpAtLastAndCanBeReplayed() {
    receiver.answer(500, 500, 500, 500);
    JsonNode webhook = register("");
    CampaignId campaign = completed();
    JsonNode failed =
        await(
            () -> delivery(webhook, campaign), log -> log.path("state").asText().equals("failed"));
    assertThat(failed.path("attempts")).hasSize(4);

    Api.Answer replayed =
        api.post(deliveries(webhook) + "/" + failed.path("id").asLong() + "/replay", "");

    assertThat(replayed.status()).isEqualTo(202);
    List<Receiver.Message> attempts = receiver.hear(5, about(campaign));
    assertThat(attempts).extracting(Receiver.Message::id).containsOnly(attempts.get(0).id());
    assertThat(await(() -> delivery(webhook, campaign), WebhooksTest::delivered).path("attempts"))
        .hasSize(5);
  }

  @Test
  void endWhenTheReceiverIsGone() {
    receiver.answer(410);
    JsonNode webhook = register("");
    CampaignId campaign = completed();

    JsonNode resting = await(() -> view(webhook), view -> !view.path("active").asBoolean());

    assertThat(resting.path("url").asText()).isEqualTo(receiver.url());
    assertThat(delivery(webhook, campaign).path("state").asText()).isEqualTo("failed");
    completed();
    assertThat(api.get(deliveries(webhook)).json().path("items")).hasSize(1);
  }

  @Test
  void countAnAttemptThatIsAnsweredInWordsThatTheDatabaseCannotHold() throws Exception {
    try (ServerSocket odd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture.runAsync(() -> answerOddly(odd));
      JsonNode webhook =
          api.post(WEBHOOKS, "{'url': 'http://127.0.0.1:" + odd.getLocalPort() + "/'}").json();
      CampaignId campaign = completed();

      JsonNode delivery =
          await(() -> delivery(webhook, campaign), log -> log.path("attempts").size() > 0);

      assertThat(delivery.at("/attempts/0/problem").asText()).contains("HTTP\uFFFD");
      api.send("DELETE", WEBHOOKS + "/" + webhook.path("id").asLong());
    }
  }

  private static void answerOddly(ServerSocket odd) {
    try (Socket caller = odd.accept()) {
      caller.getOutputStream().write("HTTP\0 200\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      caller.shutdownOutput();
      caller.getInputStream().readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not a url                      | must be a URL
          ftp://example.org/             | must be a URL
          http://user@127.0.0.1/         | must be a URL
          http://10.0.0.1/hook           | is not public
          https://169.254.169.254/latest | is not public
          https://[::1]/                 | is not public
          https://[::ffff:10.0.0.1]/     | is not public
          https://[fd00::1]/             | is not public
          https://167772161/             | is not public
          http://93.184.215.14/          | must begin with https://
          https://no.such.host.invalid/  | no host
          """)
  void leadNowhereButToWhereTheyMay(String url, String why) {
    Api.Answer refused = api.post(WEBHOOKS, "{'url': '" + url + "'}");

    assertThat(refused.status()).as(url).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("url");
    assertThat(refused.json().at("/errors/0/message").asText()).contains(why);
  }

  @Test
  void areChangedOnlyByWhoKnowsTheirLatestVersion() {
    Api.Answer registered = post("");
    String address = registered.header("Location");
    String body =
        "{'url': '" + receiver.url() + "', 'events': ['cycle-completed'], 'active': false}";

    assertThat(api.put(address, body).status()).isEqualTo(428);
    Api.Answer changed = api.put(address, body, "If-Match", registered.header("ETag"));
    Api.Answer late = api.put(address, body, "If-Match", registered.header("ETag"));

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().path("active").asBoolean()).isFalse();
    assertThat(changed.json().has("secret")).isFalse();
    assertThat(late.status()).isEqualTo(412);
    Api.Answer read = api.get(address, "If-None-Match", changed.header("ETag"));
    assertThat(read.status()).isEqualTo(304);
    assertThat(api.send("DELETE", address).status()).isEqualTo(204);
    assertThat(api.get(address).status()).isEqualTo(404);
  }

  private Api.Answer post(String fields) {
    return api.post(WEBHOOKS, "{'url': '" + receiver.url() + "'" + fields + "}");
  }

  private JsonNode register(String fields) {
    Api.Answer registered = post(fields);
    assertThat(registered.status()).as(registered.json().toString()).isEqualTo(201);
    assertThat(registered.json().path("secret").asText()).startsWith("whsec_");
    return registered.json();
  }

  /** Ends a campaign, of which there is one message. */
  private CampaignId completed() {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");
    chain.send(new CampaignCompleted(campaign, 1, 2, OptionalDouble.of(0.5), "done"));
    await(() -> view(campaign), view -> state(view).equals("completed"));
    return campaign;
  }

  private JsonNode view(JsonNode webhook) {
    return api.get(WEBHOOKS + "/" + webhook.path("id").asLong()).json();
  }

  private static String deliveries(JsonNode webhook) {
    return WEBHOOKS + "/" + webhook.path("id").asLong() + "/deliveries";
  }

  private JsonNode delivery(JsonNode webhook, CampaignId campaign) {
    return StreamSupport.stream(
            api.get(deliveries(webhook)).json().path("items").spliterator(), false)
        .filter(item -> item.at("/payload/data/campaign").asText().equals(campaign.value()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean delivered(JsonNode delivery) {
    return delivery.path("state").asText().equals("delivered");
  }

  private static Predicate<Receiver.Message> about(CampaignId campaign) {
    return message -> message.json().at("/data/campaign").asText().equals(campaign.value());
  }

  private static JsonNode data(List<Receiver.Message> messages, String type) {
    return messages.stream()
        .map(Receiver.Message::json)
        .filter(json -> json.path("type").asText().equals(type))
        .findFirst()
        .orElseThrow()
        .path("data");
  }
}
