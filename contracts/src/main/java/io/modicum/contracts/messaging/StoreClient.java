package io.modicum.contracts.messaging;

import io.minio.MinioClient;
import java.time.Duration;

/** The client of the object store that is configured. */
public final class StoreClient {

  private static final long CONNECT_MILLIS = Duration.ofSeconds(10).toMillis();

  /** How long no byte may come or go. */
  private static final long STANDSTILL_MILLIS = Duration.ofMinutes(1).toMillis();

  private StoreClient() {}

  /** Returns a client that may be shared by all threads. */
  public static MinioClient of(StoreConfig config) {
    return patient(
        MinioClient.builder()
            .endpoint(config.endpoint())
            .credentials(config.accessKey(), config.secretKey())
            .region(config.region())
            .build());
  }

  /** Bounds how long a client waits. */
  static MinioClient patient(MinioClient client) {
    client.setTimeout(CONNECT_MILLIS, STANDSTILL_MILLIS, STANDSTILL_MILLIS);
    return client;
  }
}
