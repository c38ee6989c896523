package io.modicum.pretrain.training;

import io.modicum.pretrain.training.View.Span;
import java.util.SplittableRandom;

/**
 * The usual augmentation of supervised training on small images (He et al. 2016, section 4.2): a
 * shift by up to 4 pixels into black, and a horizontal flip.
 */
record PaddedCrop(int width) implements Augmentation {

  private static final int PADDING = 4;

  @Override
  public View draw(SplittableRandom random) {
    Span rows = shifted(random);
    Span columns = shifted(random);
    boolean mirrored = random.nextBoolean();
    return new View(rows, mirrored ? columns.mirrored(width) : columns, ColourMap.IDENTITY, 0);
  }

  private static Span shifted(SplittableRandom random) {
    return Span.shifted(random.nextInt(2 * PADDING + 1) - PADDING);
  }
}
