package io.modicum.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.store.Json;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Campaigns of people, with labels on their way in and out. */
abstract class ExchangeTest extends GatewayTest {

  static final String PEOPLE = "'budgets': ['3', '6']";

  static final String TASK =
      """
      {"data": {"modicum_image": 7}, "annotations": [{"result": [
        {"type": "choices", "from_name": "label", "value": {"choices": ["plum"]}}]}]}
      """;

  /** Where the files of a dataset of cats (0) and dogs (1) lay; the last is of the test split. */
  static final List<String> FILES =
      List.of(
          "pets/cats/0003.png",
          "pets/cats/Ba\u0308r 1 (2).png",
          "pets/dogs/0004.png",
          "pets/cats/0004.png",
          "pets/cats/0005.png",
          "pets/dogs/0001.png",
          "pets/dogs/17.png",
          "pets/dogs/0003.png");

  CampaignId asking(DatasetId dataset, int... images) {
    CampaignId campaign = campaign(dataset, PEOPLE);
    request(campaign, dataset, 0, images);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    return campaign;
  }

  DatasetId pets(List<String> files) {
    int pool = POOL;
    List<String> paths =
        IntStream.range(0, pool + TEST)
            .mapToObj(
                image ->
                    image == pool
                        ? "pets/test/dogs/0009.png"
                        : image < files.size() ? files.get(image) : "pets/cats/x" + image + ".png")
            .toList();
    return readyDataset(
        List.of("cats", "dogs"),
        pool,
        new int[pool],
        List.of(objects.put(Dataset.PATHS, Json.bytes(paths))));
  }

  Api.Answer read(CampaignId campaign, String format, String rows) {
    return read(campaign, format, rows.getBytes(StandardCharsets.UTF_8));
  }

  Api.Answer read(CampaignId campaign, String format, byte[] file) {
    return api.send(
        "/api/v1/campaigns/" + campaign + "/imports?source=tests&format=" + format,
        "application/octet-stream",
        file);
  }

  String export(CampaignId campaign, String format) {
    Api.Answer exported = api.get("/api/v1/campaigns/" + campaign + "/export?format=" + format);
    assertThat(exported.status()).isEqualTo(200);
    assertThat(exported.header("Content-Disposition")).contains(campaign.value());
    return new String(exported.bytes(), StandardCharsets.UTF_8);
  }

  String csv(CampaignId campaign) {
    return export(campaign, "csv");
  }

  static JsonNode json(String text) {
    return Json.read("export", text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
