package io.modicum.gateway.retention;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;

/** What manifests of any kind refer to. */
@ApplicationScoped
class ManifestReferences {

  private final ObjectStore store;

  ManifestReferences(ObjectStore store) {
    this.store = store;
  }

  /** Returns the keys of the parts and inputs of a manifest; none if it is gone, or is none. */
  Set<String> read(String key) {
    Set<String> references = new HashSet<>();
    store
        .find(key)
        .map(json -> Json.read(key, json, JsonNode.class))
        .ifPresent(
            manifest -> {
              manifest.path("parts").forEach(part -> references.add(part.path("key").asText()));
              manifest.path("inputs").forEach(input -> references.add(input.asText()));
            });
    return references;
  }
}
