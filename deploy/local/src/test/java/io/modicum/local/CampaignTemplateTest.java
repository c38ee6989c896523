package io.modicum.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTemplateTest {

  private static final List<String> DEFAULTS = List.of("20", "50");

  @TempDir Path folder;

  @Test
  void keepsWhatTheFileSaysAndAddsWhatTheComparisonDecides() throws IOException {
    CampaignTemplate template =
        read("{\"acquisition\": \"margin\", \"pretraining\": {\"epochs\": 60}}");

    JsonNode specification = template.specification("photos-1", Variant.modes().get(1), 7);

    assertThat(specification.path("acquisition").asText()).isEqualTo("margin");
    assertThat(specification.path("pretraining").path("epochs").asInt()).isEqualTo(60);
    assertThat(specification.path("dataset").asText()).isEqualTo("photos-1");
    assertThat(specification.path("mode").asText()).isEqualTo("from-scratch");
    assertThat(specification.path("name").asText()).isEqualTo("from-scratch, seed 7");
    assertThat(specification.path("seed").asLong()).isEqualTo(7);
    assertThat(specification.path("oracle").asText()).isEqualTo("simulated");
  }

  @Test
  void prefersBudgetsOfTheCommandLineToThoseOfTheFileToDefaults() throws IOException {
    CampaignTemplate silent = read("{}");
    CampaignTemplate telling = read("{\"budgets\": [\"1%\"]}");

    assertThat(budgets(silent.withBudgets(List.of(), DEFAULTS))).isEqualTo("[\"20\",\"50\"]");
    assertThat(budgets(telling.withBudgets(List.of(), DEFAULTS))).isEqualTo("[\"1%\"]");
    assertThat(budgets(telling.withBudgets(List.of("2%"), DEFAULTS))).isEqualTo("[\"2%\"]");
  }

  @Test
  void letsTheFileChooseTheFirstImagesOfAllFunctions() throws IOException {
    Variant badge = new Variant("badge", Map.of("acquisition", "badge", "initial", "random"));

    JsonNode silent = read("{}").specification("photos-1", badge, 1);
    JsonNode telling = read("{\"initial\": \"k-means\"}").specification("photos-1", badge, 1);

    assertThat(silent.path("initial").asText()).isEqualTo("random");
    assertThat(telling.path("initial").asText()).isEqualTo("k-means");
  }

  @Test
  void sharesThePretrainingOfOneSeedUnlessTheFileSaysWhich() throws IOException {
    String given = "{\"pretraining\":{\"seed\":1}}";
    String registered = "{\"registeredBackbone\":\"dino\"}";

    assertThat(shared("{}")).isEqualTo("{\"pretraining\":{\"seed\":4}}");
    assertThat(shared("{\"pretraining\":{\"epochs\":9}}"))
        .isEqualTo("{\"pretraining\":{\"epochs\":9,\"seed\":4}}");
    assertThat(shared(given)).isEqualTo(given);
    assertThat(shared(registered)).isEqualTo(registered);
  }

  @Test
  void refusesWhatTheComparisonDecides() throws IOException {
    String acquisition = "{\"acquisition\": \"margin\"}";

    assertThat(read(acquisition, Comparison.MODES).fields().has("acquisition")).isTrue();
    assertThatThrownBy(() -> read(acquisition, Comparison.ACQUISITION_FUNCTIONS))
        .hasMessageContaining("leave out 'acquisition'")
        .hasMessageContaining("--acquisition");
  }

  @Test
  void refusesWhatIsNoCampaignByTheNameOfTheFile() {
    assertThatThrownBy(
            () -> CampaignTemplate.read(folder.resolve("nowhere.json"), Comparison.MODES))
        .hasMessageContaining("nowhere.json");
    assertThatThrownBy(() -> read("{\"preset\": "))
        .hasMessageContaining("campaign.json is no JSON");
    assertThatThrownBy(() -> read("[]")).hasMessageContaining("campaign.json must hold");
    assertThatThrownBy(() -> read("{\"mode\": \"from-scratch\"}"))
        .hasMessageContaining("leave out 'mode'");
  }

  private CampaignTemplate read(String json) throws IOException {
    return read(json, Comparison.MODES);
  }

  private CampaignTemplate read(String json, Comparison comparison) throws IOException {
    return CampaignTemplate.read(
        Files.writeString(folder.resolve("campaign.json"), json), comparison);
  }

  private String shared(String json) throws IOException {
    return read(json).withPretrainingSeed(4).fields().toString();
  }

  private static String budgets(CampaignTemplate template) {
    return template.fields().path("budgets").toString();
  }
}
