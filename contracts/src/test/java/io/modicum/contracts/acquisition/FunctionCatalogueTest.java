package io.modicum.contracts.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionCatalogueTest {

  private final FunctionCatalogue catalogue =
      new FunctionCatalogue(
          "acquisition-service 1",
          List.of(
              function("adaptive", Set.of(Need.FEATURES)),
              function("bald", Set.of(Need.COMMITTEE)),
              function("balanced", Set.of(Need.TRUTH)),
              function("ceal", Set.of(Need.PROBABILITIES, Need.PSEUDO_LABELS)),
              function("cover", Set.of(Need.FEATURES), Setting.automatic("radius", 0, 9, "")),
              function("margin", Set.of(Need.PROBABILITIES), Setting.integer("top", 5, 2, 10, "")),
              function("random", Set.of())));

  @Test
  void writesOutWhatIsNotSetUnlessItIsAutomatic() {
    assertThat(completed("'acquisition': 'margin'").acquisition().settings())
        .isEqualTo(Map.of("top", 5.0));
    assertThat(completed("'acquisition': 'cover'").acquisition().settings()).isEmpty();
    assertThat(completed("'initial': 'cover'").initial()).isEqualTo("cover");
    assertThat(completed("'initial': 'balanced', 'oracle': 'simulated'").initial())
        .isEqualTo("balanced");
  }

  @Test
  void asksForACommitteeWhereTheFunctionNeedsOne() {
    assertThat(completed("'acquisition': 'bald'").classifier().committee()).isEqualTo(8);
    assertThat(
            completed("'acquisition': 'bald', 'classifier': {'committee': 3}")
                .classifier()
                .committee())
        .isEqualTo(3);
    assertThat(completed("'acquisition': 'margin'").classifier().committee()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'acquisition': 'dice' | acquisition.function | must be one of adaptive, bald,"
            + " balanced, ceal, cover, margin, random, was 'dice'",
        "'acquisition': 'bald', 'mode': 'from-scratch' | acquisition.function | mode"
            + " self-supervised only",
        "'acquisition': 'ceal', 'mode': 'from-scratch' | acquisition.function | mode"
            + " self-supervised only",
        "'acquisition': 'bald', 'classifier': {'committee': 1} | classifier.committee | must be at"
            + " least 2 for bald",
        "'acquisition': 'balanced' | acquisition.function | balanced needs known labels",
        "'acquisition': {'function': 'margin', 'settings': {'top': 2.5}} | acquisition.settings.top"
            + " | must be a whole number from 2 to 10",
        "'acquisition': {'function': 'margin', 'settings': {'tip': 3}} | acquisition.settings.tip |"
            + " is unknown; margin has top",
        "'initial': 'dice' | initial | must be one of",
        "'initial': 'balanced' | initial | simulated oracle only",
        "'initial': 'margin' | initial | margin needs labels; use one of adaptive, balanced, cover, random",
        "'initial': 'cover', 'mode': 'from-scratch' | initial | cover needs features, which a"
            + " from-scratch campaign has only after its first cycle; use one of balanced, random",
      })
  void refusesWhatCouldNotRunAndNamesTheField(String fields, String field, String message) {
    assertThatThrownBy(() -> completed(fields))
        .isInstanceOfSatisfying(
            InvalidInput.class, refused -> assertThat(refused.subject()).isEqualTo(field))
        .hasMessageContaining(message);
  }

  @Test
  void comesBackFromItsJson() {
    assertThat(Json.read("catalogue", Json.bytes(catalogue), FunctionCatalogue.class))
        .isEqualTo(catalogue);
    assertThat(new String(Json.bytes(catalogue), StandardCharsets.UTF_8))
        .contains("\"canStart\":true", "\"canStart\":false");
  }

  @Test
  void isWrittenAsItWasReleased() {
    FunctionCatalogue released =
        new FunctionCatalogue(
            "acquisition-service 1",
            List.of(
                new FunctionDescription(
                    "cover",
                    "The most in reach.",
                    "Yehuda et al. 2022",
                    Set.of(Need.FEATURES),
                    List.of(
                        Setting.automatic("radius", 0, 9, "How far."),
                        Setting.integer("top", 5, 2, 10, "How many.")))));

    String json = Json.text(released);

    assertThat(json)
        .isEqualTo(
            """
            {"software":"acquisition-service 1","functions":[{"name":"cover",\
            "summary":"The most in reach.","source":"Yehuda et al. 2022","needs":["features"],\
            "settings":[{"name":"radius","kind":"number","automatic":true,"standard":0.0,\
            "minimum":0.0,"maximum":9.0,"summary":"How far."},{"name":"top","kind":"integer",\
            "automatic":false,"standard":5.0,"minimum":2.0,"maximum":10.0,\
            "summary":"How many."}],"canStart":true}]}""");
  }

  private CampaignSpecification completed(String fields) {
    String json = "{'dataset': 'photos', 'seed': 1, 'budgets': ['20'], " + fields + "}";
    return catalogue.complete(
        Json.read(
            "campaign",
            json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
            CampaignSpecification.class));
  }

  private static FunctionDescription function(String name, Set<Need> needs, Setting... settings) {
    return new FunctionDescription(name, "", "", needs, List.of(settings));
  }
}
