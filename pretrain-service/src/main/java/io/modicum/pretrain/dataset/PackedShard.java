package io.modicum.pretrain.dataset;

import java.util.List;

/**
 * Images that were packed together. Parts: {@link #IMAGES} uint8 {@code [images, 3, height, width]}
 * unless all are broken; {@link #BROKEN}, a table as {@code Dataset.PROBLEMS} is; and where images
 * were resized, their files as {@code Dataset} has them.
 *
 * @param images how many are sound
 * @param broken places among those planned of the images that are not
 * @param statistics of the sound ones
 * @param otherSize whether an image is not of the size that was guessed of all, and nothing was
 *     packed
 */
record PackedShard(
    int images, List<Integer> broken, ChannelStatistics.Sums statistics, boolean otherSize) {

  /** Name of the part with the pixels. */
  static final String IMAGES = "images.npy";

  /** Name of the part with the images that do not decode. */
  static final String BROKEN = "broken.csv";

  PackedShard {
    broken = List.copyOf(broken);
  }

  static PackedShard ofOtherSize() {
    return new PackedShard(0, List.of(), new ChannelStatistics().sums(), true);
  }
}
