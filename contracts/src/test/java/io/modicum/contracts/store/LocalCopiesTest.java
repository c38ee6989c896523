package io.modicum.contracts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.stage.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCopiesTest {

  private static final byte[] BYTES = "what it says".getBytes(StandardCharsets.UTF_8);
  private static final Part PART =
      new Part("a", "key/a", ContentAddress.sha256(BYTES), BYTES.length);

  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();

  @Test
  void givesACopyItsNameOnlyOnceItIsWhole() throws IOException {
    store.put(PART.key(), BYTES, "");
    LocalCopies copies = new LocalCopies(store, folder);

    boolean stoodWhileRead =
        copies.download(PART, "copy", fresh -> Files.exists(copies.file("copy")));

    assertThat(stoodWhileRead).isFalse();
    assertThat(copies.file("copy")).hasBinaryContent(BYTES);
    assertThat(files()).containsExactlyInAnyOrder("copy", "held");
  }

  @Test
  void leavesTheCopyOfAnotherAloneUntilItsOwnIsWhole() throws IOException {
    store.put(PART.key(), BYTES, "");
    LocalCopies one = new LocalCopies(store, folder);
    LocalCopies other = new LocalCopies(store, folder);

    one.download(
        PART,
        "copy",
        fresh -> {
          other.download(PART, "copy", theirs -> theirs);
          assertThat(fresh).hasBinaryContent(BYTES);
          return fresh;
        });

    assertThat(one.file("copy")).hasBinaryContent(BYTES);
  }

  @Test
  void keepsNothingOfADownloadThatFails() throws IOException {
    LocalCopies copies = new LocalCopies(store, folder);
    assertThatThrownBy(() -> copies.download(PART, "copy", fresh -> fresh))
        .isInstanceOf(InvalidInput.class);
    store.put(PART.key(), "other bytes".getBytes(StandardCharsets.UTF_8), "");

    assertThatThrownBy(() -> copies.download(PART, "copy", fresh -> fresh))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("key/a: is not what its manifest says; its SHA-256 differs");

    assertThat(files()).containsExactly("held");
  }

  private Stream<String> files() throws IOException {
    return Files.walk(folder)
        .filter(Files::isRegularFile)
        .map(file -> file.getFileName().toString());
  }
}
