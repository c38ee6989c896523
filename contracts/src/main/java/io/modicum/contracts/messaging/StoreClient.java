package io.modicum.contracts.messaging;

import io.minio.MinioClient;

/** The client of the object store that is configured. */
public final class StoreClient {

  private StoreClient() {}

  /** Returns a client that may be shared by all threads. */
  public static MinioClient of(StoreConfig config) {
    return MinioClient.builder()
        .endpoint(config.endpoint())
        .credentials(config.accessKey(), config.secretKey())
        .region(config.region())
        .build();
  }
}
