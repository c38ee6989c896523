package io.modicum.contracts.messaging;

import io.minio.MinioClient;
import io.minio.credentials.IamAwsProvider;
import io.modicum.contracts.bucket.SourceBucket;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.messaging.ConnectionsConfig.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.SortedSet;
import java.util.TreeSet;

/** The buckets of other people that datasets may be read from. */
@ApplicationScoped
public class Connections {

  private final ConnectionsConfig config;

  public Connections(ConnectionsConfig config) {
    this.config = config;
  }

  /** Returns their names, in ascending order. */
  public SortedSet<String> names() {
    return new TreeSet<>(config.byName().keySet());
  }

  /**
   * Returns the bucket of a name.
   *
   * @throws InvalidInput if none is configured so; names those that are
   */
  public SourceBucket bucket(String name) {
    Connection connection = config.byName().get(name);
    if (connection == null) {
      throw new InvalidInput(
          "connection",
          "'"
              + name
              + "' is not configured"
              + (names().isEmpty()
                  ? "; an operator sets modicum.connections"
                  : "; there are " + String.join(", ", names())));
    }
    return new SourceBucket(name, client(connection), connection.bucket());
  }

  private static InvalidInput lacking(String key) {
    return new InvalidInput("connection", "has one key of two; set its " + key + ", too");
  }

  private static MinioClient client(Connection connection) {
    MinioClient.Builder builder =
        MinioClient.builder().endpoint(connection.endpoint()).region(connection.region());
    if (connection.accessKey().isPresent() || connection.secretKey().isPresent()) {
      builder.credentials(
          connection.accessKey().orElseThrow(() -> lacking("access-key")),
          connection.secretKey().orElseThrow(() -> lacking("secret-key")));
    } else {
      builder.credentialsProvider(new IamAwsProvider(null, null));
    }
    return StoreClient.patient(builder.build());
  }
}
