package io.modicum.pretrain.augmentation;

import io.modicum.pretrain.augmentation.View.Span;
import io.modicum.pretrain.engine.Randomness;
import java.util.SplittableRandom;

/**
 * The augmentation of one of SimSiam's views (Chen and He 2021, appendices A and D): random resized
 * crop, horizontal flip, colour jitter of strength 0.4, 0.4, 0.4, 0.1 with probability 0.8, grey
 * with probability 0.2, and on large images blur with probability 0.5.
 *
 * @param minimumCrop smallest share of the image's area that a crop keeps, in (0, 1]
 */
public record TwoViews(int height, int width, double minimumCrop) implements Augmentation {

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
  public View draw(SplittableRandom random) {
    int[] crop = crop(random);
    Span rows = Span.resized(random.nextInt(height - crop[0] + 1), crop[0], height);
    Span columns = Span.resized(random.nextInt(width - crop[1] + 1), crop[1], width);
    boolean mirrored = random.nextBoolean();
    ColourMap colour = ColourMap.IDENTITY;
    if (random.nextDouble() < JITTER_PROBABILITY) {
      colour = jitter(colour, random);
    }
    if (random.nextDouble() < GREY_PROBABILITY) {
      colour = colour.saturate(0);
    }
    boolean large = Math.min(height, width) >= SMALLEST_LARGE_SIDE;
    boolean blurred = large && random.nextDouble() < BLUR_PROBABILITY;
    double blur = blurred ? LEAST_BLUR + random.nextDouble() * (MOST_BLUR - LEAST_BLUR) : 0;
    return new View(rows, mirrored ? columns.mirrored(width) : columns, colour, blur);
  }

  /** Returns the height and width of a rectangle of random area and aspect ratio in [3/4, 4/3]. */
  private int[] crop(SplittableRandom random) {
    for (int attempt = 0; attempt < CROP_ATTEMPTS; attempt++) {
      double area = height * width * (minimumCrop + random.nextDouble() * (1 - minimumCrop));
      double aspect = Math.exp(Math.log(4.0 / 3) * (2 * random.nextDouble() - 1));
      int h = (int) Math.max(1, Math.rint(Math.sqrt(area / aspect)));
      int w = (int) Math.max(1, Math.rint(Math.sqrt(area * aspect)));
      if (h <= height && w <= width) {
        return new int[] {h, w};
      }
    }
    return new int[] {height, width};
  }

  /** Changes brightness, contrast, saturation and hue, in random order. */
  private static ColourMap jitter(ColourMap colour, SplittableRandom random) {
    ColourMap jittered = colour;
    for (int change : Randomness.shuffle(new int[] {0, 1, 2, 3}, random)) {
      double amount = 2 * random.nextDouble() - 1;
      double factor = 1 + STRENGTH * amount;
      jittered =
          switch (change) {
            case 0 -> jittered.brighten(factor);
            case 1 -> jittered.contrast(factor);
            case 2 -> jittered.saturate(factor);
            default -> jittered.turnHue(HUE_STRENGTH * amount);
          };
    }
    return jittered;
  }
}
