package io.modicum.acquisition.messaging;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where features and probabilities are kept while they are used. */
@ConfigMapping(prefix = "modicum.cache")
public interface CacheConfig {

  /** Folder of the local disk; the replicas of one machine may share it. */
  @WithDefault("${java.io.tmpdir}/modicum-matrices")
  String folder();

  /** What the folder may hold before the files that were not used the longest are deleted. */
  @WithDefault("20G")
  MemorySize size();
}
