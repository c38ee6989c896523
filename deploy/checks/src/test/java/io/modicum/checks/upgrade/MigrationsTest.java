package io.modicum.checks.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways of the release before go on with the database that a new one has migrated. */
class MigrationsTest {

  private static final Path FOLDER =
      Path.of(
          System.getProperty("modicum.root"), "labeling-gateway/src/main/resources/db/migration");
  private static final Pattern FILE = Pattern.compile("V(\\d+)__.*\\.sql");

  /** The last one before databases were to be kept. */
  private static final int FREE = 9;

  /** What a replica that does not know of it would stumble over. */
  private static final Pattern BREAKING =
      Pattern.compile(
          "\\bdrop\\s+(table|column|view|schema|type)\\b|\\brename\\b|\\bset\\s+not\\s+null\\b"
              + "|\\balter\\s+column\\s+\\w+\\s+(set\\s+data\\s+)?type\\b|\\btruncate\\b"
              + "|\\badd\\s+column\\s+[^,;]*\\bnot\\s+null(?![^,;]*\\bdefault\\b)",
          Pattern.CASE_INSENSITIVE);

  @Test
  void onlyExpand() throws IOException {
    Map<Integer, String> migrations = migrations();

    assertThat(migrations).containsKey(FREE + 1);
    migrations.forEach(
        (version, sql) ->
            assertThat(breaking(sql)).as("V%d would break old replicas", version).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table task drop column label",
        "drop table lease",
        "alter table task rename column a to b",
        "alter table task alter column a set not null",
        "alter table task alter column a type bigint",
        "alter table task add column a int not null"
      })
  void areRefusedWhereOldReplicasWouldStumble(String sql) {
    assertThat(breaking(sql)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table suggestion (task bigint not null)",
        "alter table task add column a int not null default 0",
        "alter table task alter column a drop not null",
        "-- we drop table lease later\ncreate index a on task (b)"
      })
  void arePassedWhereOldReplicasNoticeNothing(String sql) {
    assertThat(breaking(sql)).isFalse();
  }

  private static boolean breaking(String sql) {
    return BREAKING.matcher(sql.replaceAll("--[^\\n]*", "")).find();
  }

  private static Map<Integer, String> migrations() throws IOException {
    Map<Integer, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        assertThat(name.matches()).as("%s is named as Flyway reads it", file).isTrue();
        int version = Integer.parseInt(name.group(1));
        if (version > FREE) {
          found.put(version, Files.readString(file));
        }
      }
    }
    return found;
  }
}
