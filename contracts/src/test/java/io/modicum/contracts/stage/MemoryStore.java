package io.modicum.contracts.stage;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Objects in memory: a fake, since a test must decide who wins a race. */
public final class MemoryStore implements ObjectStore {

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  @Override
  public Optional<byte[]> find(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  @Override
  public OptionalLong size(String key) {
    return find(key).map(object -> OptionalLong.of(object.length)).orElse(OptionalLong.empty());
  }

  @Override
  public byte[] get(String key) {
    return find(key).orElseThrow(() -> new InvalidInput(key, "there is no such object"));
  }

  @Override
  public void put(String key, byte[] bytes, String contentType) {
    objects.put(key, bytes);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] bytes, String contentType) {
    return objects.putIfAbsent(key, bytes) == null;
  }

  @Override
  public List<String> list(String prefix) {
    return objects.keySet().stream().filter(key -> key.startsWith(prefix)).sorted().toList();
  }

  @Override
  public List<StoredObject> stored(String prefix) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(String key) {
    objects.remove(key);
  }

  @Override
  public void ensureBucket() {}

  @Override
  public byte[] getRange(String key, long offset, int length) {
    return Arrays.copyOfRange(get(key), (int) offset, (int) offset + length);
  }

  @Override
  public void download(String key, Path file) {
    try {
      Files.write(file, get(key));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void upload(String key, Path file, String contentType) {
    try {
      put(key, Files.readAllBytes(file), contentType);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void upload(String key, InputStream stream, String contentType) {
    throw new UnsupportedOperationException();
  }
}
