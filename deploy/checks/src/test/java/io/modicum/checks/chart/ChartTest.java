package io.modicum.checks.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChartTest {

  @Test
  void passesHelmsStrictLint() {
    // When
    LintResult result = Variant.lint();

    // Then
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @Test
  void installsTheVersionThatItIsOf() throws IOException {
    assertThat(Files.readString(Variant.CHART.resolve("Chart.yaml")))
        .contains(
            "\nversion: " + System.getProperty("modicum.version") + "\n",
            "\nappVersion: " + System.getProperty("modicum.version") + "\n");
  }

  @ParameterizedTest
  @EnumSource
  void makesOnlyObjectsWithFieldsThatTheirTypesHave(Variant variant) {
    assertThat(variant.manifests().all()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void namesNoTwoObjectsOfAKindAlike(Variant variant) {
    assertThat(variant.manifests().all())
        .extracting(object -> object.getKind() + " " + object.getMetadata().getName())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void labelsEveryObject(Variant variant) {
    for (HasMetadata object : variant.manifests().all()) {
      assertThat(object.getMetadata().getLabels())
          .as("%s %s", object.getKind(), object.getMetadata().getName())
          .containsKeys("app.kubernetes.io/name", "helm.sh/chart")
          .containsAllEntriesOf(
              Map.of(
                  "app.kubernetes.io/instance", Variant.RELEASE,
                  "app.kubernetes.io/part-of", "modicum",
                  "app.kubernetes.io/managed-by", "Helm"));
    }
  }

  @Test
  void leavesOutWhatIsNotAskedFor() {
    assertThat(Variant.WITHOUT_POLICIES.manifests().all(NetworkPolicy.class)).isEmpty();
  }

  @Test
  void tellsWhatToDoNext() {
    assertThat(Variant.INGRESS.notes())
        .contains(
            "helm -n labels test modicum", "https://modicum.example.org/", "secret first-key");
    assertThat(Variant.GATEWAY_API.notes())
        .contains("the host names of HTTPRoute modicum: modicum.example.org");
    assertThat(Variant.DEV.notes())
        .contains("port-forward service/modicum-gateway 8080:8080", "for development only");
    assertThat(Variant.WITHOUT_POLICIES.notes()).contains("Network policies are off");
    assertThat(Variant.PLAIN_SECRETS.notes()).contains("Kafka's traffic is not encrypted");
  }
}
