package io.modicum.pretrain.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.stage.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveDownloadTest {

  private static final String KEY = "archives/large";

  private final MemoryStore store = new MemoryStore();
  private final byte[] archive = new byte[2 * ArchiveDownload.PART_BYTES + 5];

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void store() {
    new Random(3).nextBytes(archive);
    store.put(KEY, archive, "application/zip");
    file = folder.resolve("archive");
  }

  @Test
  void bringsAllParts() throws IOException {
    ArchiveDownload.to(file, store, KEY, () -> {});

    assertThat(Files.readAllBytes(file)).isEqualTo(archive);
  }

  @Test
  void endsWhenNobodyWantsItAnyMore() throws IOException {
    AtomicInteger looks = new AtomicInteger();

    assertThatThrownBy(
            () ->
                ArchiveDownload.to(
                    file,
                    store,
                    KEY,
                    () -> {
                      if (looks.incrementAndGet() == 2) {
                        throw new CancellationException();
                      }
                    }))
        .isInstanceOf(CancellationException.class);

    assertThat(Files.size(file)).isEqualTo(ArchiveDownload.PART_BYTES);
  }

  @Test
  void tellsThatThereIsNone() {
    assertThatThrownBy(() -> ArchiveDownload.to(file, store, "archives/other", () -> {}))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("no such object");
  }
}
