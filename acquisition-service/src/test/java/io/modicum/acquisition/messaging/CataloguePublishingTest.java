package io.modicum.acquisition.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modicum.contracts.acquisition.FunctionCatalogue;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The service tells what it can do. */
@QuarkusTest
class CataloguePublishingTest extends AcquisitionTest {

  @Test
  void publishesItsFunctionsWhenItStarts() {
    // Given
    String key = ObjectKeys.acquisitionFunctions();
    await().until(() -> store.find(key).isPresent());

    // When
    FunctionCatalogue published = Json.read(key, store.get(key), FunctionCatalogue.class);

    // Then
    assertThat(published.software()).startsWith("acquisition-service ");
    assertThat(published.functions())
        .extracting(FunctionDescription::name)
        .contains("adaptive", "class-balanced", "k-center-greedy", "margin", "random")
        .isSorted();
  }
}
