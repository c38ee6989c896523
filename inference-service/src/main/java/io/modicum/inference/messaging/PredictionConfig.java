package io.modicum.inference.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How predictions share the machine. */
@ConfigMapping(prefix = "modicum.prediction")
public interface PredictionConfig {

  /** Heads fitted at a time; the others take turns by campaign. */
  @WithDefault("2")
  int atATime();
}
