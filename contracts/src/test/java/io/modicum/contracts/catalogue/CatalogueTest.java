package io.modicum.contracts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  private static final Catalogue CATALOGUE =
      new Catalogue(
          "pretrain-service 1",
          List.of(
              new Description(
                  "byol",
                  "A slow twin is the target.",
                  "Grill et al. 2020",
                  List.of(Setting.number("decay", 0.99, 0, 1, "of the slow twin"))),
              new Description("simsiam", "", "", List.of())));

  @Test
  void completesTheSettingsOfWhatIsNamed() {
    Map<String, Double> complete = CATALOGUE.named("byol", "method").complete(Map.of(), "settings");

    assertThat(complete).isEqualTo(Map.of("decay", 0.99));
  }

  @Test
  void refusesWhatItDoesNotHaveAndNamesWhatItHas() {
    assertThatThrownBy(() -> CATALOGUE.named("moco", "method"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("method: must be one of byol, simsiam, was 'moco'");
  }

  @Test
  void refusesSettingsByTheFieldInWhichTheyAre() {
    assertThatThrownBy(
            () -> CATALOGUE.named("byol", "method").complete(Map.of("decay", 2.0), "settings"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("settings.decay: must be a number from 0 to 1, was 2");
    assertThatThrownBy(
            () -> CATALOGUE.named("simsiam", "method").complete(Map.of("decay", 0.5), "settings"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("settings.decay: is unknown; simsiam has no settings");
  }

  @Test
  void comesBackFromItsJson() {
    byte[] json = Json.bytes(CATALOGUE);

    assertThat(Json.read("catalogue", json, Catalogue.class)).isEqualTo(CATALOGUE);
    assertThat(new String(json, StandardCharsets.UTF_8))
        .startsWith("{\"software\":\"pretrain-service 1\",\"entries\":[{\"name\":\"byol\",");
  }

  @Test
  void takesServicesThatPublishNothingForThoseOfTheFirstReleases() {
    assertThat(Offer.PRETRAINING_METHODS.unpublished().entries())
        .extracting(Description::name)
        .containsExactly("simsiam");
    assertThat(Offer.HEADS.unpublished().entries())
        .extracting(Description::name)
        .containsExactly("logistic-regression", "linear-svm");
  }
}
