package io.modicum.pretrain.training;

import java.util.SplittableRandom;

/**
 * The usual augmentation of supervised training on small images (He et al. 2016, section 4.2): a
 * shift by up to 4 pixels into black, and a horizontal flip.
 */
record PaddedCrop(int height, int width) implements Augmentation {

  private static final int PADDING = 4;

  @Override
  public float[] apply(float[] planes, SplittableRandom random) {
    int down = random.nextInt(2 * PADDING + 1) - PADDING;
    int right = random.nextInt(2 * PADDING + 1) - PADDING;
    boolean mirrored = random.nextBoolean();
    float[] shifted = new float[planes.length];
    for (int plane = 0; plane < planes.length; plane += height * width) {
      for (int y = Math.max(0, -down); y < Math.min(height, height - down); y++) {
        for (int x = Math.max(0, -right); x < Math.min(width, width - right); x++) {
          int target = mirrored ? width - 1 - x : x;
          shifted[plane + y * width + target] = planes[plane + (y + down) * width + x + right];
        }
      }
    }
    return shifted;
  }
}
