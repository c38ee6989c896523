package io.modicum.contracts.testing;

import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import java.util.List;
import java.util.UUID;

/** What other services would have left in the store. */
public record StoredObjects(ObjectStore store) {

  /** Stores the bytes of a part under a key of its own. */
  public Part put(String name, byte[] bytes) {
    String key = "test/" + UUID.randomUUID();
    store.put(key, bytes, "application/octet-stream");
    return new Part(name, key, ContentAddress.sha256(bytes), bytes.length);
  }

  /** Stores a manifest with its content and parts. */
  public void commit(String key, Object content, List<Part> parts) {
    Manifest<Object> manifest =
        new Manifest<>(content, parts, List.of(), "test", 1, "2026-01-01T00:00:00Z");
    store.put(key, Json.bytes(manifest), "application/json");
  }
}
