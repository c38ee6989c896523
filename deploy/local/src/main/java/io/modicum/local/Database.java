package io.modicum.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server on the loopback interface. */
final class Database implements AutoCloseable {

  static final String USER = "postgres";
  static final String PASSWORD = "postgres";

  private static final int STOP_SECONDS = 20;

  private final EmbeddedPostgres postgres;

  private Database(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static Database start(Path folder) {
    try {
      stopOrphan(folder.resolve("postmaster.pid"));
      return new Database(
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setServerConfig("max_connections", "100")
              .start());
    } catch (IOException failure) {
      throw new UncheckedIOException("PostgreSQL does not start in " + folder, failure);
    }
  }

  /**
   * A host that was killed leaves its server running on the folder; it must go before another
   * starts.
   */
  private static void stopOrphan(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return;
    }
    ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
        .filter(orphan -> orphan.info().command().orElse("").endsWith("postgres"))
        .ifPresent(
            orphan -> {
              orphan.destroy();
              orphan.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
            });
    Files.deleteIfExists(pidFile);
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
