package io.modicum.contracts.provision;

import io.minio.GetBucketLifecycleArgs;
import io.minio.MinioClient;
import io.minio.SetBucketLifecycleArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.AbortIncompleteMultipartUpload;
import io.minio.messages.LifecycleConfiguration;
import io.minio.messages.LifecycleRule;
import io.minio.messages.NoncurrentVersionExpiration;
import io.minio.messages.RuleFilter;
import io.minio.messages.Status;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.store.MinioObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the bucket, and its rule that removes what nobody refers to: parts of uploads that were
 * never completed, and overwritten versions if the bucket keeps them. MinIO removes the former by
 * itself and passes over that half of the rule.
 */
final class Bucket {

  static final String RULE = "modicum-leftovers";

  private static final int NOT_IMPLEMENTED = 501;

  private final MinioClient client;
  private final String name;
  private final Duration leftovers;

  Bucket(MinioClient client, String name, Duration leftovers) {
    this.client = client;
    this.name = name;
    this.leftovers = leftovers;
  }

  /**
   * Makes the bucket unless it stands, and sets the rule. Other rules of the bucket stay.
   *
   * @return what was done, a line each
   * @throws Unavailable if the store does not answer or refuses
   */
  List<String> provide() {
    new MinioObjectStore(client, name).ensureBucket();
    try {
      client.setBucketLifecycle(
          SetBucketLifecycleArgs.builder().bucket(name).config(withRule(standing())).build());
      return List.of("bucket %s removes leftovers after %s".formatted(name, leftovers));
    } catch (ErrorResponseException refusal) {
      if (refusal.response().code() != NOT_IMPLEMENTED) {
        throw new Unavailable("object store", refusal);
      }
      return List.of("bucket %s has no lifecycle rule: the store knows none".formatted(name));
    } catch (Exception failure) {
      throw new Unavailable("object store", failure);
    }
  }

  private List<LifecycleRule> standing() throws Exception {
    LifecycleConfiguration found =
        client.getBucketLifecycle(GetBucketLifecycleArgs.builder().bucket(name).build());
    return found == null ? List.of() : found.rules();
  }

  private LifecycleConfiguration withRule(List<LifecycleRule> standing) {
    List<LifecycleRule> rules = new ArrayList<>(standing);
    rules.removeIf(rule -> RULE.equals(rule.id()));
    int days = Math.toIntExact(leftovers.toDays());
    rules.add(
        new LifecycleRule(
            Status.ENABLED,
            new AbortIncompleteMultipartUpload(days),
            null,
            new RuleFilter(""),
            RULE,
            new NoncurrentVersionExpiration(days),
            null,
            null));
    return new LifecycleConfiguration(rules);
  }
}
