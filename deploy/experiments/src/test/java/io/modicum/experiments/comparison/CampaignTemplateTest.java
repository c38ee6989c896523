package io.modicum.experiments.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
  void drawsAtRandomInBothModesWhatTheFileLeavesOpen() throws IOException {
    assertThat(read("{}").withSelection().fields().toString())
        .isEqualTo("{\"acquisition\":\"random\",\"initial\":\"random\"}");
    assertThat(read("{\"acquisition\":\"margin\",\"initial\":null}").withSelection().fields())
        .hasToString("{\"acquisition\":\"margin\",\"initial\":\"random\"}");
    assertThat(read("{\"initial\":\"class-balanced\"}").withSelection().fields())
        .hasToString("{\"initial\":\"class-balanced\",\"acquisition\":\"random\"}");
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void postsTheSameForBothModesBesidesTheModeItself(Path recipe) throws IOException {
    // Given
    CampaignTemplate template =
        recipe == null ? CampaignTemplate.empty() : CampaignTemplate.read(recipe, Comparison.MODES);

    // When
    List<ObjectNode> posted =
        Variant.modes().stream()
            .map(mode -> template.withSelection().specification("photos-1", mode, 1))
            .toList();

    // Then
    assertThat(posted).extracting(mode -> mode.path("mode").asText()).doesNotHaveDuplicates();
    assertThat(posted)
        .allSatisfy(
            mode -> assertThat(mode.fieldNames()).toIterable().contains("acquisition", "initial"))
        .extracting(mode -> mode.deepCopy().without(List.of("name", "mode")).toString())
        .containsOnly(posted.get(0).deepCopy().without(List.of("name", "mode")).toString());
  }

  /** Returns all recipes, and for the quickstart without one, null. */
  static Stream<Path> recipes() throws IOException {
    Path folder = Path.of(System.getProperty("modicum.root"), "deploy/recipes");
    List<Path> recipes;
    try (Stream<Path> files = Files.list(folder)) {
      recipes = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    return Stream.concat(Stream.of((Path) null), recipes.stream());
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
