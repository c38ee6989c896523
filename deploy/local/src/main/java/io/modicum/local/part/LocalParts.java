package io.modicum.local.part;

import io.modicum.local.process.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A real Kafka broker, S3 server and PostgreSQL in a process of their own, ended with this one. */
public final class LocalParts implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  /** The store keeps an object as a file of its name, accents and all, in whatever locale. */
  private static final Map<String, String> NAMES_OF_FILES = Map.of("LC_ALL", "C.UTF-8");

  private final ChildJvm jvm;
  private final PartAddresses addresses;
  private final Path folder;

  private LocalParts(ChildJvm jvm, PartAddresses addresses, Path folder) {
    this.jvm = jvm;
    this.addresses = addresses;
    this.folder = folder;
  }

  /**
   * Starts them and returns when all three answer.
   *
   * @param jar the packaged {@code modicum-local.jar} beside its {@code lib} folder
   * @param folder where they keep their data; what an earlier start left there is found again
   * @param logs where their log goes
   * @throws IOException if they do not come up; the message names the log
   */
  public static LocalParts start(Path jar, Path folder, Path logs)
      throws IOException, InterruptedException {
    Path file = PartAddresses.in(folder);
    Files.createDirectories(folder);
    Files.deleteIfExists(file);
    ChildJvm jvm =
        ChildJvm.start(
            "parts",
            logs,
            List.of(jar),
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            NAMES_OF_FILES,
            List.of(PartsMain.class.getName(), folder.toAbsolutePath().toString()));
    Instant deadline = Instant.now().plus(TIMEOUT);
    while (!Files.exists(file)) {
      if (!jvm.isAlive() || Instant.now().isAfter(deadline)) {
        jvm.close();
        throw new IOException(
            "broker, store and database did not start: "
                + lastLine(jvm.log())
                + "; see "
                + jvm.log());
      }
      Thread.sleep(50);
    }
    return new LocalParts(jvm, PartAddresses.read(file), folder);
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty() ? "no word" : lines.get(lines.size() - 1);
  }

  public PartAddresses addresses() {
    return addresses;
  }

  /** Kills the database without warning and starts it anew; returns when it has recovered. */
  public void crashDatabase() throws IOException, InterruptedException {
    Postmaster.crash(folder.resolve(PartsMain.DATABASE));
  }

  /** Ends them, and what a host that was killed has left. */
  @Override
  public void close() {
    jvm.close();
    try {
      Postmaster.stop(folder.resolve(PartsMain.DATABASE));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
