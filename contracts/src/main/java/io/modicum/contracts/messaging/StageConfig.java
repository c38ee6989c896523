package io.modicum.contracts.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patient stages are with parts that do not answer. */
@ConfigMapping(prefix = "modicum.stage")
public interface StageConfig {

  /** How often a stage is tried before its record goes to the dead-letter topic. */
  @WithDefault("12")
  int attempts();

  /** Wait before the second attempt; it doubles with each further one. */
  @WithDefault("500ms")
  Duration firstRetryAfter();

  /** The longest wait between two attempts. */
  @WithDefault("30s")
  Duration longestRetryAfter();
}
