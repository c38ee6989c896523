package io.modicum.pretrain.feed;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** Images of a few kinds of texture, image {@code i} being of kind {@code i % kinds}. */
public final class SyntheticImages {

  private SyntheticImages() {}

  public static Images striped(int count, int kinds, int side) {
    byte[] pixels = new byte[count * 3 * side * side];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0, p = 0; i < count; i++) {
      double angle = Math.PI * (i % kinds) / kinds;
      double frequency = 0.6 + 0.5 * (i % kinds);
      double phase = random.nextDouble() * 6;
      for (int channel = 0; channel < 3; channel++) {
        for (int y = 0; y < side; y++) {
          for (int x = 0; x < side; x++) {
            double wave = Math.sin(frequency * (x * Math.cos(angle) + y * Math.sin(angle)) + phase);
            pixels[p++] = (byte) (128 + 70 * wave + random.nextInt(-25, 26));
          }
        }
      }
    }
    ImageFormat format =
        new ImageFormat(side, side, List.of(0.5, 0.5, 0.5), List.of(0.2, 0.2, 0.2));
    return new Images(format, List.of(ByteBuffer.wrap(pixels)));
  }

  public static int[] kinds(int count, int kinds) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % kinds;
    }
    return labels;
  }
}
