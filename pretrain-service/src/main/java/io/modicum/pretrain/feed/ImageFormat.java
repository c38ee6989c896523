package io.modicum.pretrain.feed;

import io.modicum.contracts.manifest.Dataset;
import java.util.List;

/**
 * What the images of a dataset have in common.
 *
 * @param mean of each channel, in [0, 1]
 * @param standardDeviation of each channel, in [0, 1]
 */
public record ImageFormat(
    int height, int width, List<Double> mean, List<Double> standardDeviation) {

  static ImageFormat of(Dataset dataset) {
    return new ImageFormat(
        dataset.height(), dataset.width(), dataset.mean(), dataset.standardDeviation());
  }

  /** Returns the size of one image, uint8 {@code [3, height, width]}. */
  public int bytes() {
    return 3 * height * width;
  }
}
