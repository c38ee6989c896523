package io.modicum.experiments.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariantTest {

  private static final String CATALOGUE =
      """
      {"software": "acquisition-service 1", "standard": "typiclust", "functions": [
        {"name": "badge", "needs": ["features", "probabilities"], "canStart": false},
        {"name": "random", "needs": [], "canStart": true},
        {"name": "typiclust", "needs": ["features"], "canStart": true}]}
      """;

  @Test
  void startsWithTheFunctionItselfWhereItCanStart() throws IOException {
    List<Variant> variants = variants("typiclust", "badge");

    assertThat(variants).extracting(Variant::name).containsExactly("typiclust", "badge");
    assertThat(variants.get(0).fields())
        .containsEntry("mode", "self-supervised")
        .containsEntry("acquisition", "typiclust")
        .containsEntry("initial", "typiclust");
    assertThat(variants.get(1).fields())
        .containsEntry("acquisition", "badge")
        .containsEntry("initial", "random");
  }

  @Test
  void takesAllFunctionsOnceEachAfterRandom() throws IOException {
    assertThat(variants("all"))
        .extracting(Variant::name)
        .containsExactly("random", "badge", "typiclust");
    assertThat(variants("typiclust", "all"))
        .extracting(Variant::name)
        .containsExactly("typiclust", "random", "badge");
  }

  @Test
  void saysWhichFunctionsThereAre() {
    assertThatThrownBy(() -> variants("random", "bagde"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'bagde'")
        .hasMessageContaining("badge, random, typiclust");
  }

  private static List<Variant> variants(String... asked) throws IOException {
    JsonNode catalogue = new ObjectMapper().readTree(CATALOGUE);
    return Variant.acquisitionFunctions(List.of(asked), catalogue);
  }
}
