package io.modicum.inference.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.stage.MemoryStore;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Part;
import io.modicum.inference.onnx.OnnxEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedBackbonesTest {

  private static final OnnxEngine ENGINE = new OnnxEngine(OnnxEngine.Choice.CPU, 1);
  private static final byte[] ONNX = TinyBackbone.channelMeans();
  private static final String COPY = ContentAddress.sha256(ONNX) + ".onnx";

  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();

  @Test
  void sharesTheFolderWithOthersThatDownloadTheSame() {
    Manifest<Backbone> manifest = manifest(ONNX);

    List<Integer> dimensions =
        IntStream.range(0, 16).parallel().mapToObj(i -> dimensions(manifest)).toList();

    assertThat(dimensions).containsOnly(3);
    assertThat(folder.resolve(COPY)).hasBinaryContent(ONNX);
    assertThat(files()).containsExactlyInAnyOrder(COPY, "held");
  }

  @Test
  void replacesACopyThatIsCutShort() throws IOException {
    Files.write(folder.resolve(COPY), new byte[10]);

    assertThat(dimensions(manifest(ONNX))).isEqualTo(3);

    assertThat(folder.resolve(COPY)).hasBinaryContent(ONNX);
  }

  @Test
  void keepsNoCopyOfOtherBytesThanTheManifestNames() {
    Manifest<Backbone> manifest = manifest(ONNX);
    store.put(manifest.parts().get(0).key(), TinyBackbone.channelMeansAsLogits(), "");

    assertThatThrownBy(() -> dimensions(manifest)).isInstanceOf(InvalidInput.class);

    assertThat(files()).containsExactly("held");
  }

  @Test
  void saysThatItMayBeTriedAgainWhereTheFolderTakesNoCopy() throws IOException {
    Files.createDirectory(folder.resolve(COPY));

    assertThatThrownBy(() -> dimensions(manifest(ONNX))).isInstanceOf(Unavailable.class);
  }

  private int dimensions(Manifest<Backbone> manifest) {
    try (LoadedBackbones backbones = new LoadedBackbones(store, folder, 1, ENGINE)) {
      return backbones.with(manifest, network -> network.backbone().dimensions());
    }
  }

  private Manifest<Backbone> manifest(byte[] onnx) {
    store.put("backbone.onnx", onnx, "");
    return new Manifest<>(
        new Backbone(3, Backbone.ANY_SIZE, Backbone.ANY_SIZE, false),
        List.of(new Part(Backbone.ONNX, "backbone.onnx", ContentAddress.sha256(onnx), onnx.length)),
        List.of(),
        "test",
        0,
        "");
  }

  private List<String> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
