package io.modicum.pretrain.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random changes to images that keep what they show; a batch is made on all cores. */
@FunctionalInterface
interface Augmentation {

  /**
   * Changes one image.
   *
   * @param planes {@code [3, height, width]} in [0, 1]; may be overwritten
   * @return the changed image, of the same shape
   */
  float[] apply(float[] planes, SplittableRandom random);

  /** Returns memory for batches of {@code count} images, to be used again and again. */
  static ByteBuffer allocate(Images images, int count) {
    return ByteBuffer.allocateDirect(4 * count * images.imageBytes())
        .order(ByteOrder.nativeOrder());
  }

  /**
   * Makes a batch of changed, normalised images.
   *
   * @param target memory that takes float32 {@code [indices.length, 3, height, width]}
   * @param purpose what the random numbers are for; each image draws its own
   * @return the target
   */
  default ByteBuffer batch(
      Images images, int[] indices, ByteBuffer target, long seed, long... purpose) {
    int plane = images.height() * images.width();
    FloatBuffer batch = target.asFloatBuffer();
    long batchSeed = Randomness.of(seed, purpose).nextLong();
    IntStream.range(0, indices.length)
        .parallel()
        .forEach(
            i -> {
              float[] planes = new float[3 * plane];
              images.read(indices[i], planes);
              float[] changed = apply(planes, Randomness.of(batchSeed, i));
              for (int channel = 0; channel < 3; channel++) {
                float[] normalisation = images.normalisation(channel);
                for (int p = channel * plane; p < (channel + 1) * plane; p++) {
                  changed[p] = (changed[p] - normalisation[0]) * normalisation[1];
                }
              }
              batch.put(i * 3 * plane, changed);
            });
    return target;
  }
}
