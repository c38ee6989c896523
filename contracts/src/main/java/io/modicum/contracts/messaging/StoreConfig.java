package io.modicum.contracts.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the object store is. */
@ConfigMapping(prefix = "modicum.store")
public interface StoreConfig {

  /** Address of the S3-compatible server. */
  @WithDefault("http://localhost:9000")
  String endpoint();

  String accessKey();

  String secretKey();

  @WithDefault("modicum")
  String bucket();

  @WithDefault("us-east-1")
  String region();
}
