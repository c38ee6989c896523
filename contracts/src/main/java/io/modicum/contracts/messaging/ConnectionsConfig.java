package io.modicum.contracts.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** Buckets that datasets may be read from, by the name that whoever registers one says. */
@ConfigMapping(prefix = "modicum.connections")
public interface ConnectionsConfig {

  @WithParentName
  Map<String, Connection> byName();

  /** One bucket, of which nothing is ever changed. */
  interface Connection {

    /** Address of the S3-compatible server's API, such as {@code https://s3.amazonaws.com}. */
    @WithDefault("https://s3.amazonaws.com")
    String endpoint();

    @WithDefault("us-east-1")
    String region();

    String bucket();

    /** Without keys, those of the pod's own role are taken. */
    Optional<String> accessKey();

    Optional<String> secretKey();
  }
}
