package io.modicum.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The server process of PostgreSQL, which goes on when the JVM that started it is killed. */
final class Postmaster {

  private static final int PATIENCE_SECONDS = 20;

  private Postmaster() {}

  /** Ends the server that runs on a data folder, if there is one. */
  static void stop(Path folder) throws IOException {
    Path file = folder.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()))
        .filter(server -> server.info().command().orElse("").endsWith("postgres"))
        .ifPresent(
            server -> {
              server.destroy();
              server.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            });
    Files.deleteIfExists(file);
  }
}
