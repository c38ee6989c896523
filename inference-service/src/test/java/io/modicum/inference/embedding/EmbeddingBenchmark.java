package io.modicum.inference.embedding;

import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.store.Npy;
import io.modicum.inference.onnx.OnnxEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Measures embedding in images per CPU second of one thread: {@code BATCH FOLDER}, where {@code
 * network.onnx}, {@code pixels.npy} and {@code features.npy} are. It fails where its features are
 * not those. See {@code benchmark/run}.
 */
final class EmbeddingBenchmark {

  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
  private static final double SECONDS = 6;
  private static final double TOLERANCE = 1e-3;

  private EmbeddingBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    int batch = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]);
    Npy images = read(folder.resolve("pixels.npy"));
    Npy expected = read(folder.resolve("features.npy"));
    int n = images.shape()[0];
    Backbone backbone =
        new Backbone(expected.shape()[1], images.shape()[2], images.shape()[3], false);
    try (FrozenBackbone network =
        FrozenBackbone.load(
            folder.resolve("network.onnx"), backbone, new OnnxEngine(OnnxEngine.Choice.CPU, 1))) {
      requireClose(embed(network, images, n, batch), expected.floats());
      int rounds = 0;
      long start = THREAD.getCurrentThreadCpuTime();
      while (THREAD.getCurrentThreadCpuTime() - start < SECONDS * 1e9) {
        embed(network, images, n, batch);
        rounds++;
      }
      System.out.printf("%.1f%n", rounds * n / ((THREAD.getCurrentThreadCpuTime() - start) / 1e9));
    }
  }

  private static float[] embed(FrozenBackbone network, Npy images, int n, int batch) {
    int bytes = images.elements().remaining() / n;
    int dimensions = network.backbone().dimensions();
    float[] features = new float[n * dimensions];
    ByteBuffer pixels = ByteBuffer.allocateDirect(batch * bytes);
    for (int first = 0; first < n; first += batch) {
      int count = Math.min(batch, n - first);
      pixels.clear().put(images.elements().slice(first * bytes, count * bytes)).flip();
      int[] shape = images.shape();
      float[] made = network.embed(pixels, count, shape[2], shape[3]).features();
      System.arraycopy(made, 0, features, first * dimensions, made.length);
    }
    return features;
  }

  private static Npy read(Path file) throws IOException {
    return Npy.decode(file.toString(), Files.readAllBytes(file));
  }

  private static void requireClose(float[] features, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(features[i] - expected[i]) > TOLERANCE * Math.max(1, Math.abs(expected[i]))) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT, "feature %d is %f where PyTorch has %f", i, features[i], expected[i]));
      }
    }
  }
}
