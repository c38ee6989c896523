package io.modicum.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderManifestTest {

  @Property
  void findsEachClassInTheNameOfItsFolder(@ForAll @StringLength(min = 1, max = 20) String label) {
    Assume.that(!label.isBlank());

    String line = FolderManifest.folder(label) + "/7.png\thttps://example.org/datasets/d/images/7";

    assertThat(FolderManifest.read(line).label()).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "../../etc/passwd", "a/b", "c:\\d", "line\nbreak", "%2e%2e"})
  void leadsNowhereOutOfTheDataset(String label) {
    assertThat(FolderManifest.folder(label)).doesNotContain("/", "\\", "\n").isNotIn(".", "..");
  }
}
