package io.modicum.pretrain.augmentation;

import java.util.Arrays;
import java.util.List;

/**
 * An affine map of an image's colours, from the pixel's RGB and the mean RGB of the whole image to
 * the pixel's new RGB; each method returns this map followed by another. Brightness, contrast,
 * saturation and hue all are such maps as long as nothing is clamped between them, so that any
 * number of them costs a pixel one product with a matrix. Colours are in [0, 1] but may leave it.
 */
final class ColourMap {

  private static final int PIXEL = 0;
  private static final int MEAN = 3;
  private static final int CONSTANT = 6;

  /** The weights of ITU-R BT.601 that make RGB grey. */
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  /** How far BT.601's U and V stretch {@code blue - luma} and {@code red - luma}. */
  private static final double U = 0.492;

  private static final double V = 0.877;

  static final ColourMap IDENTITY =
      new ColourMap(
          new double[][] {
            {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}
          });

  /** RGB for a red, green and blue pixel, a red, green and blue mean, and for black. */
  private final double[][] columns;

  private ColourMap(double[][] columns) {
    this.columns = columns;
  }

  @FunctionalInterface
  private interface Linear {
    double[] of(double[] rgb);
  }

  private ColourMap then(Linear map) {
    return new ColourMap(Arrays.stream(columns).map(map::of).toArray(double[][]::new));
  }

  /** Multiplies colours by a factor. */
  ColourMap brighten(double factor) {
    return then(rgb -> blend(factor, rgb, 0));
  }

  /** Blends with the mean grey of the whole image. */
  ColourMap contrast(double factor) {
    double[][] changed = new double[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      double meanGrey =
          switch (c / MEAN) {
            case 0 -> 0;
            case 1 -> luma(columns[c - MEAN]) + luma(columns[c]);
            default -> luma(columns[c]);
          };
      changed[c] = blend(factor, columns[c], meanGrey);
    }
    return new ColourMap(changed);
  }

  /** Blends with the grey of each pixel; a factor of 0 leaves grey only. */
  ColourMap saturate(double factor) {
    return then(rgb -> blend(factor, rgb, luma(rgb)));
  }

  /**
   * Turns the hue about the axis of greys in the chroma plane of YIQ, which is that of YUV; grey
   * and luma stay. Turning by a third makes red greenish.
   *
   * @param turns share of the colour circle, in [-0.5, 0.5]
   */
  ColourMap turnHue(double turns) {
    double cos = Math.cos(2 * Math.PI * turns);
    double sin = Math.sin(2 * Math.PI * turns);
    return then(
        rgb -> {
          double y = luma(rgb);
          double u = U * (rgb[2] - y);
          double v = V * (rgb[0] - y);
          double red = y + (sin * u + cos * v) / V;
          double blue = y + (cos * u - sin * v) / U;
          return new double[] {red, (y - LUMA[0] * red - LUMA[2] * blue) / LUMA[1], blue};
        });
  }

  /** Subtracts from each channel its mean and divides by its standard deviation. */
  ColourMap normalise(List<Double> mean, List<Double> standardDeviation) {
    double[][] changed = new double[columns.length][3];
    for (int c = 0; c < columns.length; c++) {
      for (int i = 0; i < 3; i++) {
        double shift = c == CONSTANT ? mean.get(i) : 0;
        changed[c][i] = (columns[c][i] - shift) / standardDeviation.get(i);
      }
    }
    return new ColourMap(changed);
  }

  /** Returns the matrix {@code [3, 3]}, by rows, that the pixel's RGB is multiplied by. */
  float[] ofPixel() {
    return matrix(PIXEL, 3);
  }

  /** Returns the matrix {@code [3, 3]}, by rows, that the image's mean RGB is multiplied by. */
  float[] ofMean() {
    return matrix(MEAN, 3);
  }

  /** Returns the vector {@code [3]} that is added. */
  float[] constant() {
    return matrix(CONSTANT, 1);
  }

  private float[] matrix(int first, int width) {
    float[] matrix = new float[3 * width];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) columns[first + i % width][i / width];
    }
    return matrix;
  }

  private static double[] blend(double factor, double[] rgb, double grey) {
    double rest = (1 - factor) * grey;
    return new double[] {factor * rgb[0] + rest, factor * rgb[1] + rest, factor * rgb[2] + rest};
  }

  private static double luma(double[] rgb) {
    return LUMA[0] * rgb[0] + LUMA[1] * rgb[1] + LUMA[2] * rgb[2];
  }
}
