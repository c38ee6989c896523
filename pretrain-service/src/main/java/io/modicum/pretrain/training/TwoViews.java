package io.modicum.pretrain.training;

import java.util.SplittableRandom;

/**
 * The augmentation of one of SimSiam's views (Chen and He 2021, appendices A and D): random resized
 * crop, horizontal flip, colour jitter of strength 0.4, 0.4, 0.4, 0.1 with probability 0.8, grey
 * with probability 0.2, and on large images blur with probability 0.5.
 *
 * @param minimumCrop smallest share of the image's area that a crop keeps, in (0, 1]
 */
record TwoViews(int height, int width, double minimumCrop) implements Augmentation {

  private static final double JITTER_PROBABILITY = 0.8;
  private static final double GREY_PROBABILITY = 0.2;
  private static final double STRENGTH = 0.4;
  private static final double HUE_STRENGTH = 0.1;
  private static final int CROP_ATTEMPTS = 10;

  /** Images of fewer pixels a side are small: blur would leave little of them. */
  private static final int SMALLEST_LARGE_SIDE = 96;

  private static final double BLUR_PROBABILITY = 0.5;
  private static final double LEAST_BLUR = 0.1;
  private static final double MOST_BLUR = 2;

  @Override
  public float[] apply(float[] planes, SplittableRandom random) {
    float[] view = resizedCrop(planes, random);
    if (random.nextDouble() < JITTER_PROBABILITY) {
      jitter(view, random);
    }
    if (random.nextDouble() < GREY_PROBABILITY) {
      Colour.saturate(view, 0);
    }
    boolean large = Math.min(height, width) >= SMALLEST_LARGE_SIDE;
    if (large && random.nextDouble() < BLUR_PROBABILITY) {
      double deviation = LEAST_BLUR + random.nextDouble() * (MOST_BLUR - LEAST_BLUR);
      return GaussianBlur.blur(view, height, width, deviation);
    }
    return view;
  }

  /** Cuts out a rectangle of random area and aspect ratio in [3/4, 4/3], mirrors and resizes it. */
  private float[] resizedCrop(float[] planes, SplittableRandom random) {
    double cropHeight = height;
    double cropWidth = width;
    for (int attempt = 0; attempt < CROP_ATTEMPTS; attempt++) {
      double area = height * width * (minimumCrop + random.nextDouble() * (1 - minimumCrop));
      double aspect = Math.exp(Math.log(4.0 / 3) * (2 * random.nextDouble() - 1));
      double w = Math.max(1, Math.rint(Math.sqrt(area * aspect)));
      double h = Math.max(1, Math.rint(Math.sqrt(area / aspect)));
      if (w <= width && h <= height) {
        cropWidth = w;
        cropHeight = h;
        break;
      }
    }
    int top = random.nextInt((int) (height - cropHeight) + 1);
    int left = random.nextInt((int) (width - cropWidth) + 1);
    boolean mirrored = random.nextBoolean();
    int[] columns = new int[2 * width];
    float[] columnShares = new float[width];
    for (int x = 0; x < width; x++) {
      int target = mirrored ? width - 1 - x : x;
      double source = Math.max(0, (x + 0.5) * cropWidth / width - 0.5);
      int first = (int) source;
      columns[2 * target] = left + first;
      columns[2 * target + 1] = left + Math.min(first + 1, (int) cropWidth - 1);
      columnShares[target] = (float) (source - first);
    }
    float[] view = new float[planes.length];
    for (int y = 0; y < height; y++) {
      double source = Math.max(0, (y + 0.5) * cropHeight / height - 0.5);
      int first = (int) source;
      int upper = (top + first) * width;
      int lower = (top + Math.min(first + 1, (int) cropHeight - 1)) * width;
      float share = (float) (source - first);
      for (int plane = 0; plane < planes.length; plane += height * width) {
        for (int x = 0; x < width; x++) {
          int a = plane + columns[2 * x];
          int b = plane + columns[2 * x + 1];
          float above =
              planes[a + upper] + columnShares[x] * (planes[b + upper] - planes[a + upper]);
          float below =
              planes[a + lower] + columnShares[x] * (planes[b + lower] - planes[a + lower]);
          view[plane + y * width + x] = above + share * (below - above);
        }
      }
    }
    return view;
  }

  /** Changes brightness, contrast, saturation and hue, in random order. */
  private static void jitter(float[] view, SplittableRandom random) {
    for (int change : Randomness.shuffle(new int[] {0, 1, 2, 3}, random)) {
      float factor = (float) (1 + STRENGTH * (2 * random.nextDouble() - 1));
      switch (change) {
        case 0 -> Colour.brighten(view, factor);
        case 1 -> Colour.contrast(view, factor);
        case 2 -> Colour.saturate(view, factor);
        default -> Colour.turnHue(view, (float) (HUE_STRENGTH * (2 * random.nextDouble() - 1)));
      }
    }
  }
}
