package io.modicum.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modicum.local.part.PartAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The backup and the restore that {@code deploy/day-two.md} describes. */
class RestoreSystemTest {

  private static final int LABELS = 10;
  private static final int LABELS_BEFORE = 4;

  @Test
  void aCampaignGoesOnFromTheBackupWhenDatabaseAndBucketAreLost() throws Exception {
    Path systems = Files.createDirectories(Path.of("target", "systems").toAbsolutePath());
    Path folder = Files.createTempDirectory(systems, "restored");
    Path data = folder.resolve("data");
    Path backup = Files.createDirectories(folder.resolve("backup"));
    String campaign;
    try (ModicumSystem system = ModicumSystem.start(folder)) {
      String dataset = system.packed("small", SmallArchive.write(folder.resolve("small.zip")));
      ObjectNode asking = SmallCampaign.specification(dataset, "self-supervised");
      asking.put("oracle", "annotators");
      asking.putArray("budgets").add(Integer.toString(LABELS));
      campaign = system.gateway().start(asking).path("id").asText();
      awaitOpen(system, campaign, LABELS);
      label(system, campaign, LABELS_BEFORE);

      backUpDatabase(system.addresses(), data.resolve("postgresql"), backup);
      copy(data.resolve("objects"), backup);

      label(system, campaign, 1);
    }

    for (String lost : new String[] {"postgresql", "objects"}) {
      run("rm", "-r", data.resolve(lost).toString());
      copy(backup.resolve(lost), data);
    }

    try (ModicumSystem system = ModicumSystem.start(folder)) {
      awaitOpen(system, campaign, LABELS - LABELS_BEFORE);
      label(system, campaign, LABELS - LABELS_BEFORE);
      JsonNode ended = system.completed(campaign);
      assertThat(ended.path("curve")).hasSize(1);
      assertThat(ended.at("/curve/0/labels").asInt()).isEqualTo(LABELS);
    }
  }

  private static void awaitOpen(ModicumSystem system, String campaign, int open)
      throws IOException, InterruptedException {
    ModicumSystem.await(
        () -> system.gateway().campaign(campaign), view -> view.at("/tasks/open").asInt() == open);
  }

  /** Answers some of the open tasks. */
  private static void label(ModicumSystem system, String campaign, int images)
      throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    String path = "/api/v1/campaigns/" + campaign;
    String label = system.gateway().campaign(campaign).at("/classes/0").asText();
    ObjectNode wanted = json.createObjectNode().put("size", images).put("seconds", 60);
    ObjectNode answers = json.createObjectNode();
    ArrayNode labels = answers.putArray("labels");
    for (JsonNode task : system.post(path + "/leases", wanted).path("tasks")) {
      labels.addObject().put("task", task.path("id").asLong()).put("label", label);
    }
    assertThat(labels).hasSize(images);
    assertThat(system.post(path + "/labels", answers).path("results"))
        .extracting(answer -> answer.path("result").asText())
        .containsOnly("accepted");
  }

  /**
   * Copies the files of a database in use, as PostgreSQL's manual says in "Making a Base Backup
   * Using the Low Level API".
   */
  private static void backUpDatabase(PartAddresses addresses, Path database, Path backup)
      throws Exception {
    Path copied = backup.resolve(database.getFileName());
    try (Connection connection =
            DriverManager.getConnection(
                addresses.jdbcUrl(), addresses.user(), addresses.password());
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_backup_start('modicum', true)");
      copy(database, backup);
      try (ResultSet stopped =
          statement.executeQuery(
              "select labelfile from pg_backup_stop(wait_for_archive => false)")) {
        stopped.next();
        Files.writeString(copied.resolve("backup_label"), stopped.getString(1));
      }
      run("rm", "-r", copied.resolve("pg_wal").toString());
      copy(database.resolve("pg_wal"), copied);
    }
    for (String ofTheRunning : new String[] {"postmaster.pid", "postmaster.opts"}) {
      Files.deleteIfExists(copied.resolve(ofTheRunning));
    }
  }

  private static void copy(Path folder, Path into) throws IOException, InterruptedException {
    run("cp", "-a", folder.toString(), into.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
        .as(String.join(" ", command))
        .isZero();
  }
}
