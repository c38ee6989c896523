package io.modicum.pretrain.messaging;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which datasets are packed beside each other. */
@ConfigMapping(prefix = "modicum.packing")
public interface PackingConfig {

  /** Archives up to this size do not wait for larger ones, e.g. {@code 64M}. */
  @WithDefault("64M")
  MemorySize smallArchive();

  /** How many images are packed together at most; so many a killed process packs again. */
  @WithDefault("2000")
  int shardImages();

  /** Whether this process packs. */
  @WithDefault("true")
  boolean enabled();
}
