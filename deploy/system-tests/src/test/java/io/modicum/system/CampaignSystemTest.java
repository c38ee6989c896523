package io.modicum.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.local.service.LocalServices.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      undisturbed = outcome(run(system, SmallCampaign.specification(dataset, "self-supervised")));

      Campaign again = run(system, SmallCampaign.specification(dataset, "self-supervised"));

      assertThat(again.accuracyInPlainOnnxRuntime()).isEqualTo(again.reportedAccuracy());

      assertThat(outcome(again)).isEqualTo(undisturbed);
      assertThat(again.states())
          .containsEntry("pretrain", "reused")
          .containsEntry("embed", "reused");
      assertThat(system.metrics(Service.PRETRAIN)).containsPattern(computedOnce("pretrain"));
      assertThat(system.metrics(Service.INFERENCE)).containsPattern(computedOnce("embed"));
    }

    try (ModicumSystem system = ModicumSystem.start(folder.resolve("disturbed"))) {
      String dataset = system.packed("small", archive);
      Campaign campaign = system.campaign(SmallCampaign.specification(dataset, "self-supervised"));

      system.killOnceStored(ObjectKeys.trainingStates(campaign.backbone()), Service.PRETRAIN);
      system.killDuring(campaign.id(), "embed", Service.INFERENCE);
      system.killDuring(campaign.id(), "label", Service.GATEWAY);
      system.completed(campaign.id());

      assertThat(outcome(campaign)).isEqualTo(undisturbed);
    }
  }

  @Test
  void aFromScratchCampaignRunsToItsEndBesideABrokenArchiveAndATrainingThatDiverges()
      throws Exception {
    Path archive = SmallArchive.write(folder.resolve("small.zip"));
    Path broken = folder.resolve("broken.zip");
    Files.writeString(broken, "this is no archive");
    try (ModicumSystem system = ModicumSystem.start(folder.resolve("system"))) {
      String dataset = system.packed("small", archive);
      Campaign campaign = system.campaign(SmallCampaign.specification(dataset, "from-scratch"));
      String garbage = system.gateway().register("broken", broken).path("id").asText();
      Campaign diverging = system.campaign(diverging(dataset));

      JsonNode ended = system.completed(campaign.id());

      assertThat(ended.path("curve")).hasSize(CYCLES);
      assertThat(campaign.accuracyInPlainOnnxRuntime()).isEqualTo(campaign.reportedAccuracy());
      List<ConsumerRecord<String, byte[]>> records = system.records(campaign.id());
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
      JsonNode failed =
          ModicumSystem.await(diverging::view, view -> ModicumSystem.state(view).equals("failed"));
      assertThat(failed.path("failure").path("reason").asText())
          .matches(
              "supervised.learningRate: is too high: training diverged, .*; try a tenth of it");
      assertThat(failed.path("curve")).isEmpty();
      assertThat(system.gateway().campaigns().findValuesAsText("id"))
          .contains(campaign.id(), diverging.id());
      assertThat(system.records(diverging.id()))
          .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
          .noneMatch(value -> value.contains("NaN") || value.contains("Infinity"));
    }
  }

  private static ObjectNode diverging(String dataset) {
    ObjectNode specification = SmallCampaign.specification(dataset, "from-scratch");
    ObjectNode supervised = (ObjectNode) specification.path("supervised");
    supervised.put("steps", 80);
    supervised.put("batch", 256);
    supervised.put("learningRate", 10);
    supervised.put("weightDecay", 0.99);
    return specification;
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

      Campaign campaign = run(system, specification);

      assertThat(campaign.states())
          .containsEntry("pretrain", "reused")
          .containsEntry("embed", "computed");
      assertThat(campaign.accuracyInPlainOnnxRuntime()).isEqualTo(campaign.reportedAccuracy());
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

  private static Campaign run(ModicumSystem system, ObjectNode specification)
      throws IOException, InterruptedException {
    Campaign campaign = system.campaign(specification);
    system.completed(campaign.id());
    return campaign;
  }

  private static Outcome outcome(Campaign campaign) {
    ObjectStore store = campaign.system().store();
    CampaignId id = new CampaignId(campaign.id());
    List<List<Integer>> selections = new ArrayList<>();
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      selections.add(
          Manifest.read(store, ObjectKeys.selection(id, cycle), Selection.class)
              .content()
              .picks()
              .stream()
              .map(Selection.Pick::image)
              .toList());
    }
    LabelledSet labels =
        Manifest.read(store, ObjectKeys.labels(id, CYCLES - 1), LabelledSet.class).content();
    String weights =
        Manifest.read(store, ObjectKeys.backbone(campaign.backbone()), Backbone.class)
            .part(Backbone.ONNX)
            .sha256();
    return new Outcome(weights, selections, labels);
  }

  private static String computedOnce(String stage) {
    return "modicum_stage_seconds_count\\{(?=[^}]*outcome=\"computed\")(?=[^}]*stage=\"%s\")[^}]*\\} 1(\\.0)?\\b"
        .formatted(stage);
  }

  /** What must not depend on who was killed when. */
  private record Outcome(
      String weightsSha256, List<List<Integer>> selections, LabelledSet labels) {}
}
