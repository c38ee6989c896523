package io.modicum.gateway.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.DatasetId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTest {

  @ParameterizedTest
  @CsvSource({"Red Fruit!, red-fruit", "  Äpfel & Öl , apfel-ol", "日本, unnamed", "--a--, a"})
  void keepsWhatIsReadable(String name, String slug) {
    assertThat(Slug.of(name)).isEqualTo(slug);
  }

  @Property
  void startsAnIdentifier(@ForAll String name) {
    assertThat(new DatasetId(Slug.of(name) + "-0123456789ab").value()).isNotBlank();
  }
}
