package io.modicum.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request, its answer is a problem that says what to change. */
@QuarkusTest
class ProblemsTest extends GatewayTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'budgets': ['13']                                 | budgets[0]           | 13 labels are more than the 12 images
          'budgets': ['4', '4']                             | budgets[1]           | must be above the 4 before it
          'budgets': ['101%']                               | budgets              | at most 100%
          'budgets': ['many']                               | budgets              | a count such as
          'budgets': [0]                                    | budgets              | a count such as
          'budgets': [0.5]                                  | budgets[0]           | a count such as 20 or a percentage such as "0.2%"
          'budgets': [true]                                 | budgets[0]           | a count such as 20 or a percentage such as "0.2%"
          'budgets': ['4'], 'registeredBackbone': {}        | registeredBackbone   | a text
          'budgets': []                                     | budgets              | growing sizes
          'budgets': '4'                                    | budgets              | a list
          'budgets': ['4', null]                            | budgets[1]           | must not be null
          'budgets': ['0.001%']                             | budgets[0]           | is 0 of 12 images
          'name': 'no budgets'                              | budgets              | growing sizes
          'budgets': ['4'], 'budgget': 3                    | budgget              | known are acquisition, annotation
          'budgets': ['4'], 'preset': 'huge'                | preset               | one of small, simsiam-cifar, simsiam-imagenet, was 'huge'
          'budgets': ['4'], 'mode': 'from-memory'           | mode                 | one of self-supervised, from-scratch, was 'from-memory'
          'budgets': ['4'], 'mode': 1                       | mode                 | one of self-supervised, from-scratch, was '1'
          'budgets': ['4'], 'acquisition': 'dice'           | acquisition.function | one of adaptive, class-balanced, cover, margin, random, was 'dice'
          'budgets': ['4'], 'acquisition': 3                | acquisition          | an object
          'budgets': ['4'], 'acquisition': {'name': 'x'}    | acquisition.name     | known are balance, excluded, function
          'budgets': ['4'], 'acquisition': {'balance': 'y'} | acquisition.balance  | true or false
          'budgets': ['4'], 'acquisition': {'excluded': [12]} | acquisition.excluded | below 12
          'budgets': ['4'], 'acquisition': {'function': 'cover', 'settings': {'share': 2}} | acquisition.settings.share | from 0 to 1, was 2
          'budgets': ['4'], 'acquisition': {'function': 'cover', 'settings': {'share': null}} | acquisition.settings.share | must not be null
          'budgets': ['4'], 'acquisition': {'nearDuplicates': 'x'} | acquisition.nearDuplicates | a number
          'budgets': ['4'], 'stop': {'targetAccuracy': 90}  | stop.targetAccuracy  | at most 1
          'budgets': ['4'], 'stop': {'target': 0.9}         | stop.target          | known are minimumGain, targetAccuracy
          'budgets': ['4'], 'mode': 'from-scratch', 'stop': {'targetAccuracy': 0.9} | stop.targetAccuracy | self-supervised only
          'budgets': ['4'], 'mode': 'from-scratch', 'stop': {'minimumGain': 0.01} | stop.minimumGain | leave it out
          'budgets': ['4'], 'initial': 'margin'             | initial              | needs labels; use one of
          'budgets': ['4'], 'oracle': 'delphi'              | oracle               | one of annotators, simulated, was 'delphi'
          'budgets': ['4'], 'name': 'a\\u0000b'              | name                 | without control characters
          'budgets': ['4'], 'name': 'a\\ud800'               | name                 | without control characters
          'budgets': ['4'], 'name': {}                      | name                 | a text
          'budgets': ['4'], 'seed': 'x'                     | seed                 | a whole number, was 'x'
          'budgets': ['4'], 'seed': 1.5                     | seed                 | a whole number
          'budgets': ['4'], 'seed': 99999999999999999999    | seed                 | fewer digits
          'budgets': ['4'], 'pretraining': {'epochs': 0}    | pretraining.epochs   | 1 to 10000
          'budgets': ['4'], 'pretraining': {'epoch': 3}     | pretraining.epoch    | known are batch, epochs
          'budgets': ['4'], 'pretraining': 3                | pretraining          | an object
          'budgets': ['4'], 'backbone': {'widths': [0]}     | backbone.widths      | 1 to 2048 each
          'budgets': ['4'], 'backbone': {'widths': [null]}  | backbone.widths[0]   | must not be null
          'budgets': ['4'], 'annotation': {'labelsPerImage': 1.5} | annotation.labelsPerImage | a whole number
          'budgets': ['4'], 'registeredBackbone': 'A B'     | backbone             | lower-case letters
          'budgets': ['4'], 'registeredBackbone': 'mine', 'mode': 'from-scratch' | registeredBackbone | self-supervised only
          'budgets': ['4'], 'registeredBackbone': 'mine', 'preset': 'small' | preset   | leave out one of the two
          'budgets': ['4'], 'registeredBackbone': 'mine', 'pretraining': {'epochs': 9} | pretraining | leave out one of the two
          'budgets': ['4'], 'initial': 'class-balanced'     | initial              | simulated oracle only
          'budgets': ['4'], 'mode': 'from-scratch', 'oracle': 'simulated', 'initial': 'cover' | initial | use one of class-balanced, random
          'budgets': ['4'], 'oracle': 'simulated', 'annotation': {'labelsPerImage': 2} | annotation.labelsPerImage | use 1
          """)
  void ofACampaignNameTheField(String fields, String field, String message) {
    DatasetId dataset = readyDataset();

    Api.Answer answer =
        api.post("/api/v1/campaigns", "{'dataset': '" + dataset + "', " + fields + "}");

    assertProblem(answer, 400);
    JsonNode error = answer.json().path("errors").path(0);
    assertThat(error.path("field").asText()).isEqualTo(field);
    assertThat(error.path("message").asText()).contains(message);
    assertThat(answer.json().path("detail").asText()).startsWith(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /leases | {'size': 3, 'annotator': 'ada'}                    | annotator
          /leases | {'size': 0}                                    | size
          /leases | {'seconds': 100000}                            | seconds
          /leases | {'count': 3}                                   | count
          /leases | {'size': 2.5}                                  | size
          /leases | {'size': 99999999999}                          | size
          /leases | [1]                                                                | body
          /leases | null                                                               | body
          /leases | ""                                                                 | body
          /leases | {'size':                                                      | body
          /leases | {} 'bob'                                         | body
          /labels | {'labels': []}                                 | labels
          /labels | {'labels': [null]}                             | labels[0]
          /labels | {'labels': [{'task': 1}]}                      | labels[0].label
          /labels | {'labels': [{'label': 'plum'}]}                | labels[0].task
          /labels | {'labels': [{'task': 1, 'label': 'Plum'}]}     | labels[0].label
          /labels | {'labels': [{'task': 'one', 'label': 'plum'}]} | labels[0].task
          """)
  void ofLabellingNameTheField(String path, String body, String field) {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['3']");

    Api.Answer answer = api.post("/api/v1/campaigns/" + campaign + path, body);

    assertProblem(answer, 400);
    assertThat(answer.json().path("errors").path(0).path("field").asText()).isEqualTo(field);
  }

  @Test
  void areNoneWhereACountIsANumber() {
    DatasetId dataset = readyDataset();

    Api.Answer started =
        api.post("/api/v1/campaigns", "{'dataset': '" + dataset + "', 'budgets': [2, '4', '50%']}");

    assertThat(started.status()).isEqualTo(201);
    assertThat(started.json().path("specification").path("budgets").toString())
        .isEqualTo("[\"2\",\"4\",\"50%\"]");
  }

  @Test
  void ofAnUploadNameTheParameter() {
    byte[] archive = "x".getBytes(StandardCharsets.UTF_8);
    String type = "application/octet-stream";
    assertInvalid(api.send("/api/v1/datasets?name=", type, archive), "name");
    assertInvalid(api.send("/api/v1/datasets?name=a&format=rar", type, archive), "format");
    assertInvalid(api.send("/api/v1/datasets?name=a&imageSize=-1", type, archive), "imageSize");
    assertInvalid(api.send("/api/v1/datasets?name=a&imageSize=7", type, archive), "imageSize");
    assertInvalid(api.send("/api/v1/datasets?name=a&imageSize=513", type, archive), "imageSize");
    assertInvalid(api.send("/api/v1/datasets?name=a%00b", type, archive), "name");
    assertInvalid(api.send("/api/v1/datasets?name=a&fileName=%00", type, archive), "fileName");
    assertInvalid(api.send("/api/v1/datasets?name=a", type, new byte[0]), "body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "'text'", "{'budgets': [", "{} {}"})
  void ofABodyThatIsNoSpecificationNameTheBody(String body) {
    assertInvalid(api.post("/api/v1/campaigns", body), "body");
  }

  @Test
  void ofABodyInNoKnownEncodingNameTheBody() {
    byte[] garbled = {0, 0, '{', 0, 0, 0, '}', 0};

    assertInvalid(api.send("/api/v1/campaigns", "application/json", garbled), "body");
  }

  @Test
  void ofJsonThatWouldFillTheMemoryComeBeforeItsEnd() {
    byte[] spaces = new byte[(32 << 20) + 1];
    Arrays.fill(spaces, (byte) ' ');
    String nested = "[".repeat(2000);

    assertProblem(api.send("/api/v1/campaigns", "application/json", spaces), 413);
    assertProblem(api.post("/api/v1/campaigns", "{'budgets': " + nested), 413);
  }

  @Test
  void sayWhichTypesAnAddressTakesAndGives() {
    byte[] bytes = "x".getBytes(StandardCharsets.UTF_8);
    assertProblem(api.send("/api/v1/datasets?name=a", "text/plain", bytes), 415);
    assertProblem(api.send("/api/v1/campaigns", "text/plain", bytes), 415);
    assertProblem(api.get("/api/v1/campaigns", "Accept", "text/plain"), 406);
  }

  @Test
  void sayWhatIsNotThere() {
    DatasetId dataset = readyDataset();
    assertProblem(api.get("/api/v1/datasets/" + dataset + "/images/-1"), 404);
    assertProblem(api.get("/api/v1/datasets/" + dataset + "/images/first"), 404);
    assertProblem(api.get("/api/v1/campaigns/nowhere/events"), 404);
    assertProblem(api.get("/api/v1/campaigns/nowhere"), 404);
    assertProblem(api.get("/api/v1/campaigns/No%20Id"), 404);
    assertProblem(api.get("/api/v1/datasets/nowhere"), 404);
    assertProblem(api.get("/api/v1/datasets/nowhere/images/0"), 404);
    assertProblem(api.get("/api/v1/nothing"), 404);
    assertProblem(api.post("/api/v1/campaigns/nowhere/retry", "{}"), 404);
    assertProblem(api.post("/api/v1/campaigns/nowhere/leases", "{}"), 404);
    assertProblem(
        api.post(
            "/api/v1/campaigns/nowhere/labels",
            "{'labels': [%s]}".formatted("{'task': 1, 'label': 'plum'}")),
        404);
    Api.Answer unknown = api.post("/api/v1/campaigns", "{'dataset': 'nowhere', 'budgets': ['1']}");
    assertProblem(unknown, 404);
    assertThat(unknown.json().path("errors").path(0).path("field").asText()).isEqualTo("dataset");
    assertProblem(api.send("DELETE", "/api/v1/campaigns"), 405);
    assertProblem(api.send("GET", "/api/v1/campaigns/nowhere/labels"), 405);
  }

  @Test
  void refuseACampaignOnADatasetThatIsNotReady() {
    String dataset = upload("unpacked").path("id").asText();

    assertProblem(
        api.post("/api/v1/campaigns", "{'dataset': '" + dataset + "', 'budgets': ['1']}"), 409);
    assertProblem(api.get("/api/v1/datasets/" + dataset + "/images/0"), 409);
  }

  @Test
  void refuseWhatPeopleSayToACampaignOfTheSimulatedOracle() {
    CampaignId campaign = campaign(readyDataset(), "'oracle': 'simulated', 'budgets': ['3']");

    String path = "/api/v1/campaigns/" + campaign;
    assertProblem(api.post(path + "/leases", "{}"), 409);
    assertProblem(api.post(path + "/labels", "{'labels': [{'task': 1, 'label': 'plum'}]}"), 409);
  }

  private void assertInvalid(Api.Answer answer, String field) {
    assertProblem(answer, 400);
    assertThat(answer.json().path("errors").path(0).path("field").asText()).isEqualTo(field);
  }

  private void assertProblem(Api.Answer answer, int status) {
    assertThat(answer.status())
        .as(new String(answer.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("title").asText()).isNotBlank();
    assertThat(answer.json().path("detail").asText())
        .isNotBlank()
        .doesNotContain("Exception", "io.modicum", "java.");
    Api.Answer page = api.get(answer.json().path("type").asText());
    assertThat(page.contentType()).startsWith("text/html");
    assertThat(new String(page.bytes(), StandardCharsets.UTF_8))
        .contains(answer.json().path("title").asText(), "status " + status);
  }
}
