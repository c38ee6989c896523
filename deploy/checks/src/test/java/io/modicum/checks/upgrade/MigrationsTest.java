package io.modicum.checks.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways of the release before go on with the database that a new one has migrated. */
class MigrationsTest {

  private static final Path ROOT = Path.of(System.getProperty("modicum.root"));
  private static final Path FOLDER =
      ROOT.resolve("labeling-gateway/src/main/resources/db/migration");
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

  /**
   * Another check of a column that is there: an old replica writes what it refuses, or cannot read
   * what it lets in.
   */
  private static final Pattern ANOTHER_CHECK =
      Pattern.compile(
          "\\balter\\s+table\\s[^;]*\\badd\\s+(constraint\\s+\\w+\\s+)?check\\b",
          Pattern.CASE_INSENSITIVE);

  /** Tables with a row for each image or more. */
  private static final String LARGE =
      "(task|answer|audit|suggestion|imported_label|label_studio_task|label_studio_annotation)\\b";

  /** Takes a lock that even readers wait for, until the migration's transaction ends. */
  private static final Pattern LOCKING =
      Pattern.compile(
          "\\balter\\s+table\\s+" + LARGE + "|\\bdrop\\s+index\\b", Pattern.CASE_INSENSITIVE);

  /** Takes as long as there are rows. */
  private static final Pattern LONG =
      Pattern.compile(
          "\\b(update|delete\\s+from|create\\s+(unique\\s+)?index\\s+\\w+\\s+on)\\s+" + LARGE,
          Pattern.CASE_INSENSITIVE);

  /** What lets in a state that old replicas cannot read, with what whoever upgrades is told. */
  private static final Map<Integer, String> TOLD =
      Map.of(16, "no image be left out until all replicas of the gateway are new");

  @Test
  void onlyExpand() throws IOException {
    Map<Integer, String> migrations = migrations();

    assertThat(migrations).containsKey(FREE + 1);
    migrations.forEach(
        (version, sql) ->
            assertThat(breaking(sql)).as("V%d would break old replicas", version).isFalse());
  }

  @Test
  void letInNoStateThatOldReplicasCannotReadUnlessWhoeverUpgradesIsTold() throws IOException {
    Map<Integer, String> migrations = migrations();

    assertThat(migrations)
        .allSatisfy(
            (version, sql) -> assertThat(checksAnew(sql)).isEqualTo(TOLD.containsKey(version)));
    for (String guide : List.of("deploy/day-two.md", "deploy/helm/modicum/README.md")) {
      assertThat(Files.readString(ROOT.resolve(guide)).replaceAll("\\s+", " "))
          .as(guide)
          .contains(TOLD.values());
    }
  }

  @Test
  void doNothingLongWhereEvenReadersWait() throws IOException {
    assertThat(migrations())
        .allSatisfy((version, sql) -> assertThat(standsInTheWay(sql)).as("V%d", version).isFalse());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alter table task add column a int; update task set a = 1;         | true
          alter table task add column a int; create index b on task (a);    | true
          drop index a; create unique index b on answer (task);             | true
          alter table task add column a int;                                | false
          update task set a = 1; create index b on task (a);                | false
          alter table cycle add column a int; create index b on cycle (a);  | false
          """)
  void standInTheWayWhereReadersWaitForSomethingLong(String sql, boolean inTheWay) {
    assertThat(standsInTheWay(sql)).isEqualTo(inTheWay);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alter table stage add constraint a check (state in ('running', 'waiting')) | true
          alter table stage add check (percent > 0)                                  | true
          alter table stage drop constraint a                                        | false
          alter table stage add column a text check (a in ('x'))                     | false
          create table a (state text check (state in ('x')))                         | false
          """)
  void checkAnewWhereTheyAddACheckToATableThatIsThere(String sql, boolean anew) {
    assertThat(checksAnew(sql)).isEqualTo(anew);
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
    return BREAKING.matcher(withoutComments(sql)).find();
  }

  private static boolean checksAnew(String sql) {
    return ANOTHER_CHECK.matcher(withoutComments(sql)).find();
  }

  private static boolean standsInTheWay(String sql) {
    String statements = withoutComments(sql);
    return LOCKING.matcher(statements).find() && LONG.matcher(statements).find();
  }

  private static String withoutComments(String sql) {
    return sql.replaceAll("--[^\\n]*", "");
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
