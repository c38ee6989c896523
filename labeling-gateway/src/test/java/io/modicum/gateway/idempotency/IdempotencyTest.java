package io.modicum.gateway.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IdempotencyTest extends GatewayTest {

  private static final String CAMPAIGNS = "/api/v1/campaigns";
  private static final String BINARY = "application/octet-stream";

  private final String key = UUID.randomUUID().toString();

  @Inject Claims claims;

  @Test
  void givesARequestThatIsSentAgainItsFirstAnswer() {
    String specification = specification(readyDataset());

    Api.Answer first = keyed(CAMPAIGNS, specification);
    Api.Answer second = keyed(CAMPAIGNS, specification);

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.bytes()).isEqualTo(first.bytes());
    assertThat(second.contentType()).isEqualTo(first.contentType());
    assertThat(second.header("Location")).isEqualTo(first.header("Location")).isNotBlank();
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(started(first)).hasSize(1);
  }

  @Test
  void knowsTheRequestWhateverHostItIsSentTo() {
    String specification = specification(readyDataset());
    Api elsewhere = Api.admin(URI.create("http://127.0.0.1:" + root.getPort() + "/"));

    Api.Answer first = keyed(CAMPAIGNS, specification);
    Api.Answer second = elsewhere.post(CAMPAIGNS, specification, "Idempotency-Key", key);

    assertThat(root.getHost()).isNotEqualTo("127.0.0.1");
    assertThat(second.bytes()).isEqualTo(first.bytes());
  }

  @Test
  void takesTheKeyInQuotesOrBare() {
    String specification = specification(readyDataset());

    Api.Answer quoted = api.post(CAMPAIGNS, specification, "Idempotency-Key", "\"" + key + "\"");

    assertThat(keyed(CAMPAIGNS, specification).bytes()).isEqualTo(quoted.bytes());
  }

  @Test
  void doesTheRequestOnceHoweverManySendItAtOnce() throws Exception {
    String specification = specification(readyDataset());
    ExecutorService clients = Executors.newFixedThreadPool(8);
    List<Future<Api.Answer>> sent = new ArrayList<>();
    for (int client = 0; client < 8; client++) {
      sent.add(clients.submit(() -> keyed(CAMPAIGNS, specification)));
    }
    List<Api.Answer> answers = new ArrayList<>();
    for (Future<Api.Answer> answer : sent) {
      answers.add(answer.get());
    }
    clients.shutdown();

    Api.Answer kept = keyed(CAMPAIGNS, specification);
    assertThat(kept.status()).isEqualTo(201);
    assertThat(answers)
        .allSatisfy(
            answer -> {
              if (answer.status() == 409) {
                assertThat(type(answer)).endsWith("/request-in-progress");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
              } else {
                assertThat(answer.bytes()).isEqualTo(kept.bytes());
              }
            });
    assertThat(started(kept)).hasSize(1);
  }

  @Test
  void refusesAKeyThatComesWithAnotherBodyOrAddress() {
    String specification = specification(readyDataset());
    keyed(CAMPAIGNS, specification);

    Api.Answer otherBody = keyed(CAMPAIGNS, specification + " ");
    Api.Answer otherAddress = keyed(CAMPAIGNS + "/nowhere/retry", specification);

    assertThat(otherBody.status()).isEqualTo(422);
    assertThat(type(otherBody)).endsWith("/key-reused");
    assertThat(otherAddress.status()).isEqualTo(422);
  }

  @Test
  void takesTheSameKeyOfAnotherForAnother() {
    DatasetId dataset = readyDataset();
    Api other = api.withKey("'name': 'otto', 'role': 'admin'");

    Api.Answer mine = keyed(CAMPAIGNS, specification(dataset));
    Api.Answer theirs = other.post(CAMPAIGNS, specification(dataset) + " ", "Idempotency-Key", key);

    assertThat(theirs.status()).isEqualTo(201);
    assertThat(theirs.header("Location")).isNotEqualTo(mine.header("Location"));
  }

  @Test
  void keepsASecretUnderItsKeyOnly() throws Exception {
    String body = "{'name': 'kept', 'role': 'viewer'}";

    Api.Answer first = keyed("/api/v1/keys", body);
    Api.Answer second = keyed("/api/v1/keys", body);

    assertThat(second.bytes()).isEqualTo(first.bytes());
    assertThat(second.header("Cache-Control")).isEqualTo(first.header("Cache-Control"));
    assertThat(claims.everythingKept()).doesNotContain(first.json().path("secret").asText());
  }

  @Test
  void refusesAKeyThatIsNone() {
    Api.Answer refused = api.post(CAMPAIGNS, "{}", "Idempotency-Key", "two words");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("Idempotency-Key");
  }

  @Test
  void keepsARefusal() {
    String dataset = upload("unpacked").path("id").asText();

    Api.Answer first = keyed(CAMPAIGNS, specification(new DatasetId(dataset)));
    Api.Answer second = keyed(CAMPAIGNS, specification(new DatasetId(dataset)));

    assertThat(first.status()).isEqualTo(409);
    assertThat(second.bytes()).isEqualTo(first.bytes());
    assertThat(second.contentType()).isEqualTo(first.contentType());
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void knowsAnUploadByItsBytes() {
    byte[] archive = UUID.randomUUID().toString().repeat(10_000).getBytes(StandardCharsets.UTF_8);
    String address = "/api/v1/datasets?name=once";

    Api.Answer first = api.send(address, BINARY, archive, "Idempotency-Key", key);
    Api.Answer second = api.send(address, BINARY, archive, "Idempotency-Key", key);
    archive[archive.length - 1]++;
    Api.Answer other = api.send(address, BINARY, archive, "Idempotency-Key", key);

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.bytes()).isEqualTo(first.bytes());
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(other.status()).isEqualTo(422);
    DatasetId dataset = new DatasetId(first.json().path("id").asText());
    assertThat(chain.hear(DatasetRegistered.class, 1, event -> event.dataset().equals(dataset)))
        .hasSize(1);
  }

  @Test
  void waitsForTheGatewayThatHasTheKeyAndTakesOverWhenThatDies() throws Exception {
    String specification = specification(readyDataset());

    Connection other = claims.byAnotherGateway(Api.ADMIN, key);
    assertThat(keyed(CAMPAIGNS, specification).status()).isEqualTo(409);
    other.abort(Runnable::run);

    Api.Answer done =
        await(() -> keyed(CAMPAIGNS, specification), answer -> answer.status() != 409);
    assertThat(done.status()).isEqualTo(201);
    assertThat(started(done)).hasSize(1);
  }

  @Test
  void undoesTheRequestWhenItsAnswerCannotBeKept() throws Exception {
    String name = "undone " + key;
    String specification =
        specification(readyDataset()).replace("'seed'", "'name': '" + name + "', 'seed'");

    claims.withoutSpaceFor(
        () -> assertThat(keyed(CAMPAIGNS, specification).status()).isEqualTo(503));

    assertThat(named(name)).isEmpty();
    assertThat(keyed(CAMPAIGNS, specification).status()).isEqualTo(201);
    assertThat(named(name)).hasSize(1);
  }

  private Api.Answer keyed(String path, String body) {
    return api.post(path, body, "Idempotency-Key", key);
  }

  private static String specification(DatasetId dataset) {
    return "{'dataset': '" + dataset + "', 'budgets': ['3'], 'seed': 1}";
  }

  private List<CampaignStarted> started(Api.Answer answer) {
    String id = answer.json().path("id").asText();
    return chain.hear(CampaignStarted.class, 1, event -> event.campaign().value().equals(id));
  }

  private List<JsonNode> named(String name) {
    List<JsonNode> found = new ArrayList<>();
    api.get(CAMPAIGNS)
        .json()
        .path("items")
        .forEach(
            campaign -> {
              if (campaign.path("name").asText().equals(name)) {
                found.add(campaign);
              }
            });
    return found;
  }

  private static String type(Api.Answer answer) {
    return answer.json().path("type").asText();
  }
}
