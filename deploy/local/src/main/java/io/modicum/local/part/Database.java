package io.modicum.local.part;

import io.modicum.local.process.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL server on the loopback interface. */
final class Database implements AutoCloseable {

  static final String USER = "postgres";
  static final String PASSWORD = "postgres";

  private final EmbeddedPostgres postgres;

  private Database(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static Database start(Path folder) {
    Postmaster.requireAUserItRunsAs();
    try {
      Postmaster.stop(folder);
      return new Database(
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(binaries())
              // Not the language of the machine, which it may not even have.
              .setLocaleConfig("locale", "C")
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .setPort(Ports.free())
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setServerConfig("max_connections", "100")
              // What it says is committed must outlive it; its host for tests sets neither.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start());
    } catch (IOException failure) {
      throw new UncheckedIOException("PostgreSQL does not start in " + folder, failure);
    }
  }

  /** Returns where its programs are unpacked: not where another user has done so. */
  private static File binaries() {
    return new File(
        System.getProperty("java.io.tmpdir"),
        "modicum-postgresql-" + System.getProperty("user.name"));
  }

  String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("PostgreSQL does not stop", failure);
    }
  }
}
