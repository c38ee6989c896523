package io.modicum.contracts.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Immutable objects by key. Thread-safe. Every method throws {@link
 * io.modicum.contracts.failure.Unavailable} when the store does not answer.
 */
public interface ObjectStore {

  /** Returns the whole object, or empty if there is none. */
  Optional<byte[]> find(String key);

  /** Returns how many bytes an object has, or empty if there is none. */
  OptionalLong size(String key);

  /**
   * Returns the whole object.
   *
   * @throws io.modicum.contracts.failure.InvalidInput if there is none
   */
  byte[] get(String key);

  /**
   * Returns {@code length} bytes from {@code offset}.
   *
   * @throws io.modicum.contracts.failure.InvalidInput if there is no such object
   */
  byte[] getRange(String key, long offset, int length);

  /**
   * Downloads the object into a file, replacing it. A download that fails leaves no file.
   *
   * @throws io.modicum.contracts.failure.InvalidInput if there is no such object
   */
  void download(String key, Path file);

  /** Writes an object, replacing what stood there; for keys that one writer owns. */
  void put(String key, byte[] bytes, String contentType);

  /** Uploads a file. */
  void upload(String key, Path file, String contentType);

  /** Uploads a stream of unknown length; the caller closes it. */
  void upload(String key, InputStream stream, String contentType);

  /**
   * Writes the object unless one stands ({@code If-None-Match: *}).
   *
   * @return whether this call wrote it; not where the store wrote it, answered with an error of its
   *     own and found it when it was asked again
   */
  boolean putIfAbsent(String key, byte[] bytes, String contentType);

  /** Returns the keys below a prefix, in ascending order. */
  List<String> list(String prefix);

  /** Returns the objects below a prefix, in ascending order of their keys. */
  List<StoredObject> stored(String prefix);

  /** Removes an object; nothing happens if there is none. */
  void delete(String key);

  /** Makes the bucket unless it stands, and so shows that the store answers. */
  void ensureBucket();
}
