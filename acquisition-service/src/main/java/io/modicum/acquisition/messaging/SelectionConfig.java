package io.modicum.acquisition.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How selections share the machine. */
@ConfigMapping(prefix = "modicum.selection")
public interface SelectionConfig {

  /** Selections, or parts of one, that run at a time; the others take turns by campaign. */
  @WithDefault("2")
  int atATime();
}
