package io.modicum.pretrain.dataset;

import io.modicum.pretrain.dataset.picture.Picture.Pixels;
import io.modicum.pretrain.dataset.picture.Picture.Size;

/**
 * Brings pixels to a size: the shorter side is resized with a triangle filter whose support grows
 * with the reduction (as PIL's {@code BILINEAR}), then the centre is cut out.
 */
final class Resampling {

  private Resampling() {}

  /** Returns planes {@code [3, target.height, target.width]}. */
  static byte[] fit(Pixels pixels, Size target) {
    Size from = pixels.size();
    if (from.equals(target)) {
      return pixels.planes();
    }
    double scale =
        Math.max((double) target.width() / from.width(), (double) target.height() / from.height());
    Size scaled =
        new Size(
            Math.max(target.width(), (int) Math.round(from.width() * scale)),
            Math.max(target.height(), (int) Math.round(from.height() * scale)));
    float[][] columns = weights(from.width(), scaled.width());
    float[][] rows = weights(from.height(), scaled.height());
    int left = (scaled.width() - target.width()) / 2;
    int top = (scaled.height() - target.height()) / 2;
    byte[] fitted = new byte[3 * target.width() * target.height()];
    float[] narrow = new float[from.height() * target.width()];
    for (int channel = 0; channel < 3; channel++) {
      int plane = channel * from.width() * from.height();
      for (int y = 0; y < from.height(); y++) {
        for (int x = 0; x < target.width(); x++) {
          float[] taps = columns[left + x];
          int start = plane + y * from.width() + (int) taps[0];
          float sum = 0;
          for (int tap = 1; tap < taps.length; tap++) {
            sum += taps[tap] * (pixels.planes()[start + tap - 1] & 0xff);
          }
          narrow[y * target.width() + x] = sum;
        }
      }
      for (int y = 0; y < target.height(); y++) {
        float[] taps = rows[top + y];
        for (int x = 0; x < target.width(); x++) {
          float sum = 0;
          for (int tap = 1; tap < taps.length; tap++) {
            sum += taps[tap] * narrow[((int) taps[0] + tap - 1) * target.width() + x];
          }
          fitted[(channel * target.height() + y) * target.width() + x] =
              (byte) Math.max(0, Math.min(255, Math.round(sum)));
        }
      }
    }
    return fitted;
  }

  /** Returns for each target position the first source position and the weights from there on. */
  private static float[][] weights(int from, int to) {
    double step = (double) from / to;
    double support = Math.max(1, step);
    float[][] weights = new float[to][];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * step;
      int first = Math.max(0, (int) Math.floor(centre - support));
      int end = Math.min(from, (int) Math.ceil(centre + support));
      float[] taps = new float[1 + end - first];
      double sum = 0;
      for (int s = first; s < end; s++) {
        double weight = Math.max(0, 1 - Math.abs(s + 0.5 - centre) / support);
        taps[1 + s - first] = (float) weight;
        sum += weight;
      }
      for (int tap = 1; tap < taps.length; tap++) {
        taps[tap] /= (float) sum;
      }
      taps[0] = first;
      weights[i] = taps;
    }
    return weights;
  }
}
