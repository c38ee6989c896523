package io.modicum.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir Path folder;

  @Test
  void refusesASecondOneUntilTheFirstHasEnded() throws IOException {
    Path data = folder.resolve("new/data");
    try (FolderLock first = FolderLock.acquire(data)) {
      assertThatThrownBy(() -> FolderLock.acquire(data))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another quickstart runs on " + data);
    }

    assertThatCode(() -> FolderLock.acquire(data).close()).doesNotThrowAnyException();
  }

  @Test
  void waitsUntilThePartsOfTheOneBeforeHaveEnded() throws Exception {
    FolderLock before = FolderLock.acquireForParts(folder);
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Thread next =
        new Thread(
            () -> {
              try (FolderLock ours = FolderLock.acquireForParts(folder)) {
                ended.complete(true);
              } catch (IOException | InterruptedException failure) {
                ended.completeExceptionally(failure);
              }
            });
    next.start();
    assertThat(ended).isNotDone();

    before.close();

    assertThat(ended).succeedsWithin(Duration.ofMinutes(1));
  }

  @Test
  void namesAFolderThatCannotBe() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> FolderLock.acquire(file.resolve("data")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}
