package io.modicum.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTemplateTest {

  private static final List<String> DEFAULTS = List.of("20", "50");

  @TempDir Path folder;

  @Test
  void keepsWhatTheFileSaysAndAddsWhatTheComparisonDecides() throws IOException {
    CampaignTemplate template =
        read("{\"acquisition\": \"margin\", \"pretraining\": {\"epochs\": 60}}");

    JsonNode specification = template.specification("photos-1", "from-scratch", 7);

    assertThat(specification.path("acquisition").asText()).isEqualTo("margin");
    assertThat(specification.path("pretraining").path("epochs").asInt()).isEqualTo(60);
    assertThat(specification.path("dataset").asText()).isEqualTo("photos-1");
    assertThat(specification.path("mode").asText()).isEqualTo("from-scratch");
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
  void refusesWhatIsNoCampaignByTheNameOfTheFile() {
    assertThatThrownBy(() -> CampaignTemplate.read(folder.resolve("nowhere.json")))
        .hasMessageContaining("nowhere.json");
    assertThatThrownBy(() -> read("{\"preset\": "))
        .hasMessageContaining("campaign.json is no JSON");
    assertThatThrownBy(() -> read("[]")).hasMessageContaining("campaign.json must hold");
    assertThatThrownBy(() -> read("{\"mode\": \"from-scratch\"}"))
        .hasMessageContaining("leave out 'mode'");
  }

  private CampaignTemplate read(String json) throws IOException {
    return CampaignTemplate.read(Files.writeString(folder.resolve("campaign.json"), json));
  }

  private static String budgets(CampaignTemplate template) {
    return template.fields().path("budgets").toString();
  }
}
