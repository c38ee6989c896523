package io.modicum.local.part;

import io.modicum.local.process.FolderLock;
import io.modicum.local.process.Ports;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** The process that hosts broker, store and database. Its one argument is their folder. */
public final class PartsMain {

  /** Where the database keeps its data, inside the folder. */
  static final String DATABASE = "postgresql";

  private static final String ACCESS_KEY = "modicum";
  private static final String SECRET_KEY = "modicum-secret";

  private PartsMain() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]).toAbsolutePath();
    try (FolderLock ours = FolderLock.acquireForParts(folder)) {
      start(folder);
      new CountDownLatch(1).await();
    } catch (Exception failure) {
      failure.printStackTrace();
      System.err.println(rootCause(failure).getMessage());
      System.exit(1);
    }
  }

  private static Throwable rootCause(Throwable failure) {
    return failure.getCause() == null ? failure : rootCause(failure.getCause());
  }

  private static void start(Path folder) throws Exception {
    CompletableFuture<Database> database =
        CompletableFuture.supplyAsync(() -> Database.start(folder.resolve(DATABASE)));
    onExit(() -> database.thenAccept(Database::close).join());
    S3Server store =
        S3Server.start(folder.resolve("objects"), Ports.free(), ACCESS_KEY, SECRET_KEY);
    int kafkaPort = Ports.free();
    KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), kafkaPort, Ports.free());
    onExit(broker::close);
    new PartAddresses(
            "localhost:" + kafkaPort,
            store.endpoint(),
            ACCESS_KEY,
            SECRET_KEY,
            database.join().jdbcUrl(),
            Database.USER,
            Database.PASSWORD)
        .write(PartAddresses.in(folder));
  }

  private static void onExit(Runnable action) {
    Runtime.getRuntime().addShutdownHook(new Thread(action));
  }
}
