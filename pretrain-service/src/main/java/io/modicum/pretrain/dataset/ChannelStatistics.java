package io.modicum.pretrain.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Mean and standard deviation of each channel over many images, in [0, 1]. */
final class ChannelStatistics {

  private final long[] sums = new long[3];
  private final long[] squares = new long[3];
  private long pixels;

  /**
   * What is known of some of the images.
   *
   * @param sums of the values of each channel
   * @param squares sums of their squares
   * @param pixels how many values each channel has
   */
  record Sums(List<Long> sums, List<Long> squares, long pixels) {}

  /** Counts an image of planes {@code [3, height, width]}. */
  void add(byte[] planes) {
    int plane = planes.length / 3;
    for (int channel = 0; channel < 3; channel++) {
      long sum = 0;
      long square = 0;
      for (int i = channel * plane; i < (channel + 1) * plane; i++) {
        int value = planes[i] & 0xff;
        sum += value;
        square += (long) value * value;
      }
      sums[channel] += sum;
      squares[channel] += square;
    }
    pixels += plane;
  }

  /** Counts images that were counted elsewhere. */
  void add(Sums others) {
    for (int channel = 0; channel < 3; channel++) {
      sums[channel] += others.sums.get(channel);
      squares[channel] += others.squares.get(channel);
    }
    pixels += others.pixels;
  }

  Sums sums() {
    return new Sums(
        Arrays.stream(sums).boxed().toList(), Arrays.stream(squares).boxed().toList(), pixels);
  }

  List<Double> mean() {
    return IntStream.range(0, 3).mapToObj(c -> sums[c] / (255.0 * pixels)).toList();
  }

  /** Returns the deviations, at least half a grey level, so that one can divide by them. */
  List<Double> standardDeviation() {
    return IntStream.range(0, 3)
        .mapToObj(
            c -> {
              double mean = (double) sums[c] / pixels;
              double variance = (double) squares[c] / pixels - mean * mean;
              return Math.max(0.5, Math.sqrt(Math.max(0, variance))) / 255;
            })
        .toList();
  }
}
