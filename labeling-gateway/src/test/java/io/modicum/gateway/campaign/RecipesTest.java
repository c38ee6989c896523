package io.modicum.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a recipe compares differs in nothing else, whoever posts it. */
@QuarkusTest
class RecipesTest extends GatewayTest {

  @ParameterizedTest
  @CsvSource({"cifar-10-two-cores, random", "cifar-10-paper, class-balanced"})
  void bothModesAreGivenTheSameSpecification(String recipe, String initial) throws IOException {
    // Given
    DatasetId dataset = readyDataset();

    // When
    ObjectNode selfSupervised = written(recipe, dataset, "self-supervised");
    ObjectNode fromScratch = written(recipe, dataset, "from-scratch");

    // Then
    assertThat(selfSupervised.path("initial").asText()).isEqualTo(initial);
    assertThat(selfSupervised.at("/acquisition/function").asText()).isEqualTo("random");
    assertThat(selfSupervised.remove("mode")).isNotEqualTo(fromScratch.remove("mode"));
    assertThat(selfSupervised).isEqualTo(fromScratch);
  }

  /** Starts the recipe's campaign and returns its specification, every default written out. */
  private ObjectNode written(String recipe, DatasetId dataset, String mode) throws IOException {
    Path file = Path.of(System.getProperty("modicum.root"), "deploy/recipes", recipe + ".json");
    ObjectNode posted = (ObjectNode) new ObjectMapper().readTree(Files.readString(file));
    posted
        .put("name", recipe)
        .put("dataset", dataset.value())
        .put("mode", mode)
        .put("oracle", "simulated")
        .put("seed", 1);
    posted.putArray("budgets").add("2");
    CampaignId id =
        new CampaignId(api.post("/api/v1/campaigns", posted.toString()).json().path("id").asText());
    String key = ObjectKeys.specification(id);
    return Json.read(key, store.get(key), ObjectNode.class);
  }
}
