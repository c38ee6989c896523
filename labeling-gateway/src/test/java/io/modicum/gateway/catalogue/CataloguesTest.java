package io.modicum.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.catalogue.Catalogue;
import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.catalogue.Offer;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.store.Json;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gateway tells of what campaigns can name. */
@QuarkusTest
class CataloguesTest extends GatewayTest {

  @AfterEach
  void withdraw() {
    for (Offer offer : Offer.values()) {
      store.delete(offer.key());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PRETRAINING_METHODS, pretraining-methods, simsiam",
    "HEADS, heads, logistic-regression",
  })
  void listsWhatAServiceHasPublished(Offer offer, String path, String standard) {
    Catalogue published =
        new Catalogue(
            "service 2",
            List.of(
                new Description(
                    "new-one",
                    "Does it anew.",
                    "Anew 2027",
                    List.of(Setting.number("width", 0.5, 0, 1, "how wide")))));
    store.put(offer.key(), Json.bytes(published), "application/json");

    JsonNode listed =
        await(
            () -> api.get("/api/v1/" + path).json(),
            list -> list.path("software").asText().equals("service 2"));

    assertThat(listed.path("standard").asText()).isEqualTo(standard);
    assertThat(listed.path("entries").size()).isOne();
    JsonNode entry = listed.path("entries").path(0);
    assertThat(entry.path("name").asText()).isEqualTo("new-one");
    assertThat(entry.path("settings").path(0).path("standard").asDouble()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "pretraining-methods, simsiam",
    "heads, 'logistic-regression, linear-svm'",
  })
  void listsWhatOlderServicesHaveWhereNoneHasPublished(String path, String names) {
    JsonNode listed =
        await(
            () -> api.get("/api/v1/" + path).json(),
            list -> list.path("software").asText().isEmpty());

    assertThat(listed.path("entries"))
        .extracting(entry -> entry.path("name").asText())
        .containsExactly(names.split(", "));
  }
}
