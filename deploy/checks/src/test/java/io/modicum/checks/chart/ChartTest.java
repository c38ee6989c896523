package io.modicum.checks.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChartTest {

  private static final Path CHART =
      Path.of(System.getProperty("modicum.root"), "deploy/helm/modicum");

  @Test
  void passesHelmsStrictLint() {
    // When
    LintResult result = new Helm(CHART).lint().strict().call();

    // Then
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }
}
