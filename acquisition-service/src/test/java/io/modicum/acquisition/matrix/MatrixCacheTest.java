package io.modicum.acquisition.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.stage.MemoryStore;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixCacheTest {

  @TempDir Path folder;

  private final MemoryStore store = new MemoryStore();

  @Test
  void downloadsAMatrixOnceForAllThreadsAndProcessesThatComeLater() {
    Part part = put("a.npy", Npy.encode(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    cache(1000).matrix(part);
    store.delete(part.key());

    Matrix again = cache(1000).matrix(part);

    assertThat(again.rows()).isEqualTo(3);
    assertThat(again.row(2)).containsExactly(5, 6);
  }

  @Test
  void givesManyThreadsTheSame() {
    Part part = put("a.npy", Npy.encode(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    MatrixCache cache = cache(1000);

    List<float[]> rows =
        IntStream.range(0, 64).parallel().mapToObj(i -> cache.matrix(part).row(1)).toList();

    assertThat(rows).allSatisfy(row -> assertThat(row).containsExactly(3, 4));
    assertThat(names()).containsExactly(part.sha256());
  }

  @Test
  void deletesWhatWasNotUsedTheLongestAndLeavesItReadable() throws IOException {
    Part oldest = put("a.npy", Npy.encode(new float[] {1, 2}, 1, 2));
    Part older = put("b.npy", Npy.encode(new float[] {3, 4}, 1, 2));
    Part newest = put("c.npy", Npy.encode(new float[] {5, 6}, 1, 2));
    MatrixCache cache = cache(2 * newest.bytes());
    Matrix inUse = cache.matrix(oldest);
    cache.matrix(older);
    age(oldest, 7);
    age(older, 5);

    cache.matrix(newest);

    assertThat(names()).containsExactlyInAnyOrder(older.sha256(), newest.sha256());
    assertThat(inUse.row(0)).containsExactly(1, 2);
  }

  @Test
  void aUsedMatrixIsNotTheNextToGo() throws IOException {
    Part first = put("a.npy", Npy.encode(new float[] {1, 2}, 1, 2));
    Part second = put("b.npy", Npy.encode(new float[] {3, 4}, 1, 2));
    Part third = put("c.npy", Npy.encode(new float[] {5, 6}, 1, 2));
    MatrixCache cache = cache(2 * third.bytes());
    cache.matrix(first);
    cache.matrix(second);
    age(first, 7);
    age(second, 5);
    cache.matrix(first);

    cache.matrix(third);

    assertThat(names()).containsExactlyInAnyOrder(first.sha256(), third.sha256());
  }

  @Test
  void deletesDownloadsThatWereAbandoned() throws IOException {
    Path abandoned = Files.createFile(folder.resolve("a.download"));
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minusSeconds(90_000)));
    Path running = Files.createFile(folder.resolve("b.download"));

    cache(1000).matrix(put("a.npy", Npy.encode(new float[] {1, 2}, 1, 2)));

    assertThat(abandoned).doesNotExist();
    assertThat(running).exists();
  }

  @Test
  void refusesBytesThatAreNotThoseOfTheManifest() {
    Part part = put("a.npy", Npy.encode(new float[] {1, 2}, 1, 2));
    store.put(part.key(), Npy.encode(new float[] {1, 3}, 1, 2), "");

    assertThatThrownBy(() -> cache(1000).matrix(part))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("a.npy: is not what its manifest says; its SHA-256 differs");
    assertThat(names()).isEmpty();
  }

  @Test
  void refusesNumbersThatAreNotFiniteByName() {
    float[] values = new float[3000 * 2];
    values[2501 * 2 + 1] = Float.NaN;
    Part part = put("features-00001.npy", Npy.encode(values, 3000, 2));

    assertThatThrownBy(() -> cache(1000).matrix(part))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "features-00001.npy: must be finite, but row 2501 has the value NaN in column 1");
    assertThat(names()).isEmpty();
  }

  @Test
  void refusesWhatIsNoMatrixOfFloats() {
    Part part = put("labels.npy", Npy.encode(new int[] {1, 2}, 2));

    assertThatThrownBy(() -> cache(1000).matrix(part))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("labels.npy: must be a matrix of FLOAT32, is [2] of INT32");
  }

  @Test
  void readsAcrossTheFilesOfAStackedMatrix() {
    MatrixCache cache = cache(1000);
    Matrix stacked =
        MappedMatrix.stacked(
            List.of(
                cache.matrix(put("a.npy", Npy.encode(new float[] {0, 1, 2, 3}, 2, 2))),
                cache.matrix(put("b.npy", Npy.encode(new float[] {4, 5}, 1, 2))),
                cache.matrix(put("c.npy", Npy.encode(new float[] {6, 7, 8, 9}, 2, 2)))));

    float[] read = new float[7];
    stacked.read(1, 3, read, 1);

    assertThat(stacked.rows()).isEqualTo(5);
    assertThat(read).containsExactly(0, 2, 3, 4, 5, 6, 7);
    assertThat(stacked.row(4)).containsExactly(8, 9);
  }

  private MatrixCache cache(long limitBytes) {
    return new MatrixCache(store, folder, limitBytes);
  }

  private Part put(String key, byte[] bytes) {
    store.put(key, bytes, "");
    return new Part(key, key, ContentAddress.sha256(bytes), bytes.length);
  }

  private void age(Part part, int minutes) throws IOException {
    Files.setLastModifiedTime(
        folder.resolve(part.sha256()), FileTime.from(Instant.now().minusSeconds(60L * minutes)));
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
