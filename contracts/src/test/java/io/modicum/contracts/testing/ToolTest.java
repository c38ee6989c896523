package io.modicum.contracts.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;

class ToolTest {

  private static final String ABSENT =
      "there is no promtool at /nowhere/promtool; apt-get install prometheus, or"
          + " -Dmodicum.promtool=FILE, brings it";

  private final String policy = System.getProperty("modicum.tools");
  private final String promtool = System.getProperty("modicum.promtool");

  @AfterEach
  void leaveTheOthersTheirs() {
    restore("modicum.tools", policy);
    restore("modicum.promtool", promtool);
  }

  @Test
  void skipsATestWhoseProgramIsAbsentAndSaysHowToGetIt() {
    // Given
    System.setProperty("modicum.promtool", "/nowhere/promtool");
    System.clearProperty("modicum.tools");

    // Then
    assertThatThrownBy(Tool.PROMTOOL::orSkip)
        .isInstanceOf(TestAbortedException.class)
        .hasMessage(ABSENT);
  }

  @Test
  void failsWhereAllToolsAreRequired() {
    // Given
    System.setProperty("modicum.promtool", "/nowhere/promtool");
    System.setProperty("modicum.tools", "required");

    // Then
    assertThatThrownBy(Tool.PROMTOOL::orSkip).isInstanceOf(AssertionError.class).hasMessage(ABSENT);
  }

  @Test
  void takesTheProgramThatIsNamed() {
    // Given
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    System.setProperty("modicum.promtool", java.toString());

    // When
    Path found = Tool.PROMTOOL.orSkip();

    // Then
    assertThat(found).isEqualTo(java);
  }

  @Test
  void areToldOfOnceForEachReason() {
    // Given
    System.setProperty("modicum.promtool", "/nowhere/promtool");
    System.clearProperty("modicum.tools");
    ByteArrayOutputStream said = new ByteArrayOutputStream();

    // When
    LauncherFactory.create(
            LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build())
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(NeedingPromtool.class))
                .build(),
            new SkippedTests(new PrintStream(said, true, StandardCharsets.UTF_8)));

    // Then
    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("[WARNING] 2 skipped: %s%n".formatted(ABSENT));
  }

  /** Not run by itself. */
  static final class NeedingPromtool {

    @Test
    void one() {
      Tool.PROMTOOL.orSkip();
    }

    @Test
    void other() {
      Tool.PROMTOOL.orSkip();
    }
  }

  private static void restore(String property, String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }
}
