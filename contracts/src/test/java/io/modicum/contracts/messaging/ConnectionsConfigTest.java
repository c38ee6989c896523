package io.modicum.contracts.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.messaging.ConnectionsConfig.Connection;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionsConfigTest {

  @Test
  void takesEachBucketFromTheEnvironmentToo() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(ConnectionsConfig.class)
            .withSources(
                new EnvConfigSource(
                    Map.of(
                        "MODICUM_CONNECTIONS_PHOTOS_BUCKET", "photos-of-2026",
                        "MODICUM_CONNECTIONS_PHOTOS_ACCESS_KEY", "key",
                        "MODICUM_CONNECTIONS_SCANS_BUCKET", "scans"),
                    300))
            .build();

    Map<String, Connection> buckets = config.getConfigMapping(ConnectionsConfig.class).byName();

    assertThat(buckets).containsOnlyKeys("photos", "scans");
    assertThat(buckets.get("photos").bucket()).isEqualTo("photos-of-2026");
    assertThat(buckets.get("photos").accessKey()).contains("key");
    assertThat(buckets.get("scans").secretKey()).isEmpty();
  }
}
