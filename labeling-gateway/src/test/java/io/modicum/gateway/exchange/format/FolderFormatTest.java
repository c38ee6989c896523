package io.modicum.gateway.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderFormatTest {

  @Property
  void findsEachClassInTheNameOfItsFolder(@ForAll @StringLength(min = 1, max = 20) String label) {
    // Given
    Assume.that(!label.isBlank());
    String line = FolderFormat.folder(label) + "/7.png\thttps://example.org/datasets/d/images/7";

    // When
    ImageLabel read = FolderFormat.read(line);

    // Then
    assertThat(read.label()).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "../../etc/passwd", "a/b", "c:\\d", "line\nbreak", "%2e%2e"})
  void leadsNowhereOutOfTheDataset(String label) {
    // When
    String folder = FolderFormat.folder(label);

    // Then
    assertThat(folder).doesNotContain("/", "\\", "\n").isNotIn(".", "..");
  }
}
