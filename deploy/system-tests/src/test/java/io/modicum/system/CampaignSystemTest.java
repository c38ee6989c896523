package io.modicum.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.local.LocalServices.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The promises of the README, kept by the packaged services on a real broker, store and database.
 */
class CampaignSystemTest {

  private static final int CYCLES = 3;

  /** Labels requested and completed, a backbone, its embeddings, predictions. */
  private static final int STEPS_OF_A_CYCLE = 5;

  /** Kept after the test, with the services' logs. */
  private Path folder;

  @BeforeEach
  void useAFolderOfItsOwn(TestInfo test) throws IOException {
    Path systems = Files.createDirectories(Path.of("target", "systems").toAbsolutePath());
    folder = Files.createTempDirectory(systems, test.getTestMethod().orElseThrow().getName());
  }

  @Test
  void aKilledServiceChangesNothingAndARepeatedCampaignComputesNothing() throws Exception {
    Path archive = SmallArchive.write(folder.resolve("small.zip"));
    Outcome undisturbed;
    try (ModicumSystem system = ModicumSystem.start(folder.resolve("undisturbed"))) {
      String dataset = system.packed("small", archive);
      undisturbed =
          outcome(system, run(system, SmallCampaign.specification(dataset, "self-supervised")));

      String again = run(system, SmallCampaign.specification(dataset, "self-supervised"));

      assertThat(accuracyInPlainOnnxRuntime(system, again, dataset))
          .isEqualTo(reportedAccuracy(system.gateway().campaign(again)));

      assertThat(outcome(system, again)).isEqualTo(undisturbed);
      assertThat(states(system.gateway().campaign(again)))
          .containsEntry("pretrain", "reused")
          .containsEntry("embed", "reused");
      assertThat(system.metrics(Service.PRETRAIN)).containsPattern(computedOnce("pretrain"));
      assertThat(system.metrics(Service.INFERENCE)).containsPattern(computedOnce("embed"));
    }

    try (ModicumSystem system = ModicumSystem.start(folder.resolve("disturbed"))) {
      String dataset = system.packed("small", archive);
      String campaign = start(system, SmallCampaign.specification(dataset, "self-supervised"));

      system.killOnceStored(
          ObjectKeys.trainingStates(backbone(system, campaign)), Service.PRETRAIN);
      system.killDuring(campaign, "embed", Service.INFERENCE);
      system.killDuring(campaign, "label", Service.GATEWAY);
      system.completed(campaign);

      assertThat(outcome(system, campaign)).isEqualTo(undisturbed);
    }
  }

  @Test
  void aFromScratchCampaignRunsToItsEndBesideABrokenArchive() throws Exception {
    Path archive = SmallArchive.write(folder.resolve("small.zip"));
    Path broken = folder.resolve("broken.zip");
    Files.writeString(broken, "this is no archive");
    try (ModicumSystem system = ModicumSystem.start(folder.resolve("system"))) {
      String dataset = system.packed("small", archive);
      String campaign = start(system, SmallCampaign.specification(dataset, "from-scratch"));
      String garbage = system.gateway().register("broken", broken).path("id").asText();

      JsonNode ended = system.completed(campaign);

      assertThat(ended.path("curve")).hasSize(CYCLES);
      assertThat(accuracyInPlainOnnxRuntime(system, campaign, dataset))
          .isEqualTo(reportedAccuracy(ended));
      List<ConsumerRecord<String, byte[]>> records = system.records(campaign);
      assertThat(records)
          .hasSizeGreaterThan(CYCLES * STEPS_OF_A_CYCLE)
          .allSatisfy(
              heard -> {
                assertThat(heard.headers())
                    .extracting(Header::key)
                    .contains("ce_id", "ce_source", "ce_type", "ce_subject", "ce_time");
                assertThat(ModicumSystem.trace(heard))
                    .as(heard.topic())
                    .isEqualTo(ModicumSystem.trace(records.get(0)));
              });
      JsonNode refused =
          ModicumSystem.await(
              () -> system.gateway().dataset(garbage),
              view -> ModicumSystem.state(view).equals("failed"));
      assertThat(refused.path("failure").path("reason").asText()).contains("broken.zip");
    }
  }

  @Test
  void aCampaignRunsOnABackboneThatItsOwnerExportedFromPyTorch() throws Exception {
    Path archive = SmallArchive.write(folder.resolve("small.zip"));
    Path network =
        Path.of(
            System.getProperty("modicum.root"),
            "inference-service/src/test/resources/reference/registered-network.onnx");
    try (ModicumSystem system = ModicumSystem.start(folder.resolve("system"))) {
      String dataset = system.packed("small", archive);
      String backbone = checked(system, network, "ready").path("id").asText();
      ObjectNode specification = SmallCampaign.specification(dataset, "self-supervised");
      specification.remove(List.of("backbone", "pretraining"));
      specification.put("registeredBackbone", backbone);

      String campaign = run(system, specification);

      JsonNode ended = system.gateway().campaign(campaign);
      assertThat(states(ended))
          .containsEntry("pretrain", "reused")
          .containsEntry("embed", "computed");
      assertThat(accuracyInPlainOnnxRuntime(system, campaign, dataset))
          .isEqualTo(reportedAccuracy(ended));
      assertThat(checked(system, archive, "refused").path("failure").path("reason").asText())
          .startsWith("network: is no ONNX file");
    }
  }

  private static JsonNode checked(ModicumSystem system, Path network, String state)
      throws IOException, InterruptedException {
    String id = system.gateway().registerBackbone("conv", network).path("id").asText();
    return ModicumSystem.await(
        () -> system.gateway().backbone(id), view -> ModicumSystem.state(view).equals(state));
  }

  private static String run(ModicumSystem system, ObjectNode specification)
      throws IOException, InterruptedException {
    String campaign = start(system, specification);
    system.completed(campaign);
    return campaign;
  }

  private static String start(ModicumSystem system, ObjectNode specification)
      throws IOException, InterruptedException {
    return system.gateway().start(specification).path("id").asText();
  }

  private static Outcome outcome(ModicumSystem system, String campaign) {
    CampaignId id = new CampaignId(campaign);
    List<List<Integer>> selections = new ArrayList<>();
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      selections.add(
          Manifest.read(system.store(), ObjectKeys.selection(id, cycle), Selection.class)
              .content()
              .picks()
              .stream()
              .map(Selection.Pick::image)
              .toList());
    }
    LabelledSet labels =
        Manifest.read(system.store(), ObjectKeys.labels(id, CYCLES - 1), LabelledSet.class)
            .content();
    String weights =
        Manifest.read(
                system.store(), ObjectKeys.backbone(backbone(system, campaign)), Backbone.class)
            .part(Backbone.ONNX)
            .sha256();
    return new Outcome(weights, selections, labels);
  }

  private static BackboneId backbone(ModicumSystem system, String campaign) {
    String key = ObjectKeys.specification(new CampaignId(campaign));
    return ContentAddress.pretrainedBackbone(
        Json.read(key, system.store().get(key), CampaignSpecification.class));
  }

  private static double reportedAccuracy(JsonNode campaign) {
    return campaign.path("curve").path(CYCLES - 1).path("accuracy").asDouble();
  }

  /** Returns which share of the test split's raw images the finished classifier names right. */
  private static double accuracyInPlainOnnxRuntime(
      ModicumSystem system, String campaign, String dataset) throws Exception {
    ModicumSystem.await(
        () -> system.gateway().campaign(campaign),
        view -> "computed".equals(states(view).get("export-model")));
    Manifest<Dataset> packed =
        Manifest.read(system.store(), ObjectKeys.dataset(new DatasetId(dataset)), Dataset.class);
    int side = packed.content().width();
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    for (Dataset.Shard shard : packed.content().shards()) {
      pixels.writeBytes(npy(system, packed, shard.part()).bytes());
    }
    int pool = packed.content().pool();
    byte[] test = Arrays.copyOfRange(pixels.toByteArray(), pool * 3 * side * side, pixels.size());
    int[] labels = npy(system, packed, Dataset.LABELS).ints();
    try (PlainOnnxRuntime classifier =
        new PlainOnnxRuntime(system.store().get(ObjectKeys.model(new CampaignId(campaign))))) {
      assertThat(classifier.classes()).isEqualTo(packed.content().classes());
      int[] classes = classifier.classify(test, side);
      long right =
          IntStream.range(0, classes.length).filter(i -> classes[i] == labels[pool + i]).count();
      return (double) right / classes.length;
    }
  }

  private static Npy npy(ModicumSystem system, Manifest<Dataset> packed, String part) {
    String key = packed.part(part).key();
    return Npy.decode(key, system.store().get(key));
  }

  private static Map<String, String> states(JsonNode campaign) {
    Map<String, String> states = new HashMap<>();
    campaign
        .path("stages")
        .forEach(stage -> states.put(stage.path("stage").asText(), stage.path("state").asText()));
    return states;
  }

  private static String computedOnce(String stage) {
    return "modicum_stage_seconds_count\\{(?=[^}]*outcome=\"computed\")(?=[^}]*stage=\"%s\")[^}]*\\} 1(\\.0)?\\b"
        .formatted(stage);
  }

  /** What must not depend on who was killed when. */
  private record Outcome(
      String weightsSha256, List<List<Integer>> selections, LabelledSet labels) {}
}
