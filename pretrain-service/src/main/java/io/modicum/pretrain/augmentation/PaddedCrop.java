package io.modicum.pretrain.augmentation;

import io.modicum.pretrain.augmentation.View.Span;
import io.modicum.pretrain.feed.ImageFormat;
import java.util.SplittableRandom;

/**
 * The usual augmentation of supervised training on small images (He et al. 2016, section 4.2): a
 * shift into black, and a horizontal flip.
 *
 * @param width of the images in pixels
 * @param rows the longest shift up or down in pixels
 * @param columns the longest shift to a side in pixels
 */
public record PaddedCrop(int width, int rows, int columns) implements Augmentation {

  /** The paper's shift of images of 32 pixels a side. */
  private static final int SHIFT = 4;

  private static final int SIDE = 32;

  /**
   * Returns the paper's crop.
   *
   * @param growing whether images above 32 pixels a side are shifted by as large a share of it
   */
  public static PaddedCrop of(ImageFormat format, boolean growing) {
    return growing
        ? new PaddedCrop(format.width(), shift(format.height()), shift(format.width()))
        : new PaddedCrop(format.width(), SHIFT, SHIFT);
  }

  private static int shift(int side) {
    return Math.max(SHIFT, side * SHIFT / SIDE);
  }

  @Override
  public View draw(SplittableRandom random) {
    Span shownRows = shifted(random, rows);
    Span shownColumns = shifted(random, columns);
    boolean mirrored = random.nextBoolean();
    return new View(
        shownRows, mirrored ? shownColumns.mirrored(width) : shownColumns, ColourMap.IDENTITY, 0);
  }

  private static Span shifted(SplittableRandom random, int most) {
    return Span.shifted(random.nextInt(2 * most + 1) - most);
  }
}
