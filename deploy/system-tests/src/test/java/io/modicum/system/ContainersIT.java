package io.modicum.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.local.part.LocalParts;
import io.modicum.local.service.LocalServices.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The images, in containers that are restricted as the Helm chart restricts them. */
class ContainersIT {

  private static final int CYCLES = 3;

  /** So many that the training is still under way when its service has stopped. */
  private static final int EPOCHS = 60;

  private static final String[] WHERE_SETTINGS_ARE_MOUNTED = {"/modicum", "/modicum/config"};

  @Test
  void campaignsRunToTheirEndThoughATrainingIsStopped() throws Exception {
    // Given
    Path systems = Files.createDirectories(Path.of("target", "systems").toAbsolutePath());
    Path folder = Files.createTempDirectory(systems, "containers");
    LocalParts parts = ModicumSystem.parts(folder);
    ChartContainers containers = new ChartContainers(folder);
    containers.provision(parts.addresses());
    try (ModicumSystem system = ModicumSystem.start(folder, parts, Map.of(), containers)) {
      String dataset = system.packed("small", SmallArchive.write(folder.resolve("small.zip")));
      ObjectNode longer = SmallCampaign.specification(dataset, "self-supervised");
      longer.withObject("/pretraining").put("epochs", EPOCHS);
      Campaign selfSupervised = system.campaign(longer);
      Campaign fromScratch = system.campaign(SmallCampaign.specification(dataset, "from-scratch"));

      // When
      system.stopOnceStored(ObjectKeys.trainingStates(selfSupervised.backbone()), Service.PRETRAIN);

      // Then
      for (Campaign campaign : List.of(selfSupervised, fromScratch)) {
        system.completed(campaign.id());
        assertThat(campaign.view().path("curve")).hasSize(CYCLES);
        assertThat(campaign.accuracyInPlainOnnxRuntime()).isEqualTo(campaign.reportedAccuracy());
      }
      List<String> log = system.log(Service.PRETRAIN);
      assertThat(log).noneMatch(line -> line.contains("no snapshot within"));
      assertThat(sinceTheLastStart(log)).anyMatch(line -> line.contains("goes on after epoch"));
      for (Service service : Service.values()) {
        requireRestricted(service, containers.of(service));
      }
    }
  }

  /** Returns what was logged after the line with which a JVM that has options begins. */
  private static List<String> sinceTheLastStart(List<String> log) {
    int last = 0;
    for (int line = 0; line < log.size(); line++) {
      last = log.get(line).contains("Picked up JAVA_TOOL_OPTIONS") ? line : last;
    }
    return log.subList(last, log.size());
  }

  private static void requireRestricted(Service service, ChartContainer container)
      throws Exception {
    assertThat(container.process())
        .as(service.toString())
        .containsEntry("Uid", "1001\t1001\t1001\t1001")
        .containsEntry("Gid", "1001\t1001\t1001\t1001")
        .containsEntry("CapPrm", "0000000000000000")
        .containsEntry("CapEff", "0000000000000000")
        .containsEntry("CapBnd", "0000000000000000")
        .containsEntry("NoNewPrivs", "1")
        .containsEntry("Seccomp", "2");
    assertThat(container.changes())
        .as(service.toString())
        .containsExactlyInAnyOrder(WHERE_SETTINGS_ARE_MOUNTED);
  }
}
