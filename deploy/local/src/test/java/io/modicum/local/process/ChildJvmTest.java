package io.modicum.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** Writes its process number into a file and stays. */
  static final class Sleeper {
    public static void main(String[] file) throws Exception {
      Path pid = Path.of(file[0]);
      Files.writeString(pid.resolveSibling("new"), Long.toString(ProcessHandle.current().pid()));
      Files.move(pid.resolveSibling("new"), pid);
      new CountDownLatch(1).await();
    }
  }

  /** Starts a sleeper as its child and stays. */
  static final class Parent {
    public static void main(String[] file) throws Exception {
      sleeper(Path.of(file[0]));
      new CountDownLatch(1).await();
    }
  }

  @Test
  void endsWithAParentThatIsKilled() throws Exception {
    Path pid = folder.resolve("pid");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                pid.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    ProcessHandle sleeper = awaitProcess(pid);
    assertThat(sleeper.isAlive()).isTrue();

    parent.destroyForcibly();

    sleeper.onExit().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void endsWhenItIsClosed() throws Exception {
    Path pid = folder.resolve("pid");
    ChildJvm child = sleeper(pid);
    ProcessHandle process = awaitProcess(pid);

    child.close();

    assertThat(child.isAlive()).isFalse();
    assertThat(process.isAlive()).isFalse();
  }

  private static ChildJvm sleeper(Path pid) throws IOException {
    return ChildJvm.start(
        "sleeper",
        pid.resolveSibling("logs"),
        List.of(Path.of("target/test-classes")),
        List.of(),
        Map.of(),
        List.of(Sleeper.class.getName(), pid.toString()));
  }

  private static ProcessHandle awaitProcess(Path pid) throws Exception {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!Files.exists(pid)) {
      assertThat(System.nanoTime()).as("the child's start").isLessThan(deadline);
      Thread.sleep(20);
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
  }
}
