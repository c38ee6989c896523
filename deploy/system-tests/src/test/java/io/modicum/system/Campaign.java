package io.modicum.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** A campaign that was started in a system. */
record Campaign(ModicumSystem system, String id) {

  /** Returns what the gateway tells about it now. */
  JsonNode view() throws IOException, InterruptedException {
    return system.gateway().campaign(id);
  }

  /** Returns the states of its stages by their names. */
  Map<String, String> states() throws IOException, InterruptedException {
    return states(view());
  }

  private static Map<String, String> states(JsonNode view) {
    Map<String, String> states = new HashMap<>();
    view.path("stages")
        .forEach(stage -> states.put(stage.path("stage").asText(), stage.path("state").asText()));
    return states;
  }

  /** Returns the backbone that it pretrains or uses again. */
  BackboneId backbone() {
    return ContentAddress.pretrainedBackbone(specification());
  }

  private CampaignSpecification specification() {
    String key = ObjectKeys.specification(new CampaignId(id));
    return Json.read(key, system.store().get(key), CampaignSpecification.class);
  }

  /** Returns the newest accuracy on its curve. */
  double reportedAccuracy() throws IOException, InterruptedException {
    JsonNode curve = view().path("curve");
    return curve.path(curve.size() - 1).path("accuracy").asDouble();
  }

  /**
   * Returns which share of the test split's raw images the finished classifier names right, once it
   * is there.
   */
  double accuracyInPlainOnnxRuntime() throws Exception {
    ModicumSystem.await(this::view, view -> "computed".equals(states(view).get("export-model")));
    Manifest<Dataset> packed =
        Manifest.read(system.store(), ObjectKeys.dataset(specification().dataset()), Dataset.class);
    int side = packed.content().width();
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    for (Dataset.Shard shard : packed.content().shards()) {
      pixels.writeBytes(npy(packed, shard.part()).bytes());
    }
    int pool = packed.content().pool();
    byte[] test = Arrays.copyOfRange(pixels.toByteArray(), pool * 3 * side * side, pixels.size());
    int[] labels = npy(packed, Dataset.LABELS).ints();
    try (PlainOnnxRuntime classifier =
        new PlainOnnxRuntime(system.store().get(ObjectKeys.model(new CampaignId(id))))) {
      assertThat(classifier.classes()).isEqualTo(packed.content().classes());
      int[] classes = classifier.classify(test, side);
      long right =
          IntStream.range(0, classes.length).filter(i -> classes[i] == labels[pool + i]).count();
      return (double) right / classes.length;
    }
  }

  private Npy npy(Manifest<Dataset> packed, String part) {
    String key = packed.part(part).key();
    return Npy.decode(key, system.store().get(key));
  }
}
