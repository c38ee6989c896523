package io.modicum.contracts.bucket;

/**
 * Where the files of a dataset lie that stay where they are.
 *
 * @param connection name of the bucket in the configuration
 * @param prefix folder in it, with or without a slash at its end; empty for the whole bucket
 */
public record BucketAddress(String connection, String prefix) {

  /** Name of the source that reads these. */
  public static final String SOURCE = "bucket";
}
