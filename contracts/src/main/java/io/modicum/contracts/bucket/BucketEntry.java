package io.modicum.contracts.bucket;

/**
 * A file in a bucket.
 *
 * @param key of the object
 * @param path below the prefix that was listed, as people read it: in Unicode's normal form C
 * @param bytes how many it has
 * @param etag changes whenever its content does
 * @param archived whether it lies in an archive from which it must be restored to be read
 */
public record BucketEntry(String key, String path, long bytes, String etag, boolean archived) {}
