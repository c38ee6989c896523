package io.modicum.local.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server process of PostgreSQL, which goes on when the JVM that started it is killed. */
final class Postmaster {

  private static final int TIMEOUT_SECONDS = 120;

  /** The line of the file that tells whether connections are taken. */
  private static final int STATUS_LINE = 7;

  private Postmaster() {}

  /**
   * Fails where it could not run.
   *
   * @throws IllegalStateException if this user is root, and must be
   */
  static void requireAUserItRunsAs() {
    if (isRoot() && !namespaces()) {
      throw new IllegalStateException(
          "PostgreSQL refuses to run as root, and here nobody may make a user namespace in which it"
              + " does not see it (unshare -U); run this as another user");
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static boolean namespaces() {
    try {
      return new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends the server that runs on a data folder, if there is one. */
  static void stop(Path folder) throws IOException {
    running(folder)
        .ifPresent(
            server -> {
              server.destroy();
              awaitEnd(server);
            });
    Files.deleteIfExists(file(folder));
  }

  /**
   * Kills all processes of the server that runs on a data folder, and starts it anew in the same
   * way; returns when it has recovered.
   */
  static void crash(Path folder) throws IOException, InterruptedException {
    ProcessHandle server =
        running(folder).orElseThrow(() -> new IOException("no server runs on " + folder));
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      // The server refuses to run as root; in a user namespace of its own it does not see it.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(server.info().command().orElseThrow());
    command.addAll(List.of(server.info().arguments().orElseThrow()));
    List<ProcessHandle> processes = Stream.concat(Stream.of(server), server.children()).toList();
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(Postmaster::awaitEnd);
    Files.delete(file(folder));
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    Instant deadline = Instant.now().plus(Duration.ofSeconds(TIMEOUT_SECONDS));
    while (!ready(folder)) {
      if (Instant.now().isAfter(deadline)) {
        throw new IOException("PostgreSQL does not recover in " + folder);
      }
      Thread.sleep(50);
    }
  }

  private static boolean ready(Path folder) throws IOException {
    if (!Files.exists(file(folder))) {
      return false;
    }
    List<String> lines = Files.readAllLines(file(folder));
    return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
  }

  private static Optional<ProcessHandle> running(Path folder) throws IOException {
    return Files.exists(file(folder))
        ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file(folder)).get(0).strip()))
            .filter(server -> server.info().command().orElse("").endsWith("postgres"))
        : Optional.empty();
  }

  private static void awaitEnd(ProcessHandle process) {
    process.onExit().orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
  }

  private static Path file(Path folder) {
    return folder.resolve("postmaster.pid");
  }
}
