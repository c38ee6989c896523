package io.modicum.pretrain.augmentation;

import static ai.djl.ndarray.types.DataType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.modicum.pretrain.augmentation.View.Span;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.feed.ImageFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ViewBatchTest {

  private static final int N = 24;
  private static final int HEIGHT = 18;
  private static final int WIDTH = 22;
  private static final int PLANE = HEIGHT * WIDTH;
  private static final float TOLERANCE = 1e-5f;
  private static final View WHOLE = View.whole(HEIGHT, WIDTH);

  private final TorchEngine engine = new TorchEngine(TorchEngine.Choice.CPU, 2);
  private final SplittableRandom random = new SplittableRandom(3);
  private final byte[] pixels = new byte[N * 3 * PLANE];

  ViewBatchTest() {
    random.nextBytes(pixels);
  }

  @Test
  void leavesAWholeImageAsItIs() {
    float[] seen = seen(Collections.nCopies(N, WHOLE));

    for (int i = 0; i < seen.length; i++) {
      assertThat(seen[i]).isCloseTo(pixel(i), offset(1e-7f));
    }
  }

  @Test
  void cropsResizesAndMirrorsAsALoopOverThePixelsDoes() {
    List<View> views = new ArrayList<>();
    float[] expected = new float[pixels.length];
    for (int i = 0; i < N; i++) {
      int height = random.nextInt(1, HEIGHT + 1);
      int width = random.nextInt(1, WIDTH + 1);
      int top = random.nextInt(HEIGHT - height + 1);
      int left = random.nextInt(WIDTH - width + 1);
      boolean mirrored = random.nextBoolean();
      Span columns = Span.resized(left, width, WIDTH);
      views.add(
          new View(
              Span.resized(top, height, HEIGHT),
              mirrored ? columns.mirrored(WIDTH) : columns,
              ColourMap.IDENTITY,
              0));
      for (int p = 0; p < 3 * PLANE; p++) {
        int x = mirrored ? WIDTH - 1 - p % WIDTH : p % WIDTH;
        int y = p % PLANE / WIDTH;
        double row = (y + 0.5) * height / HEIGHT - 0.5;
        double column = (x + 0.5) * width / WIDTH - 0.5;
        row = top + Math.max(0, Math.min(height - 1, row));
        column = left + Math.max(0, Math.min(width - 1, column));
        expected[i * 3 * PLANE + p] = bilinear(3 * i + p / PLANE, row, column);
      }
    }

    assertThat(seen(views)).containsExactly(expected, offset(TOLERANCE));
  }

  @Test
  void shiftsIntoBlack() {
    View shifted = new View(Span.shifted(3), Span.shifted(-2), ColourMap.IDENTITY, 0);

    float[] seen = seen(Collections.nCopies(N, shifted));

    for (int i = 0; i < seen.length; i++) {
      boolean beyond = i % PLANE / WIDTH + 3 >= HEIGHT || i % WIDTH - 2 < 0;
      assertThat(seen[i]).isCloseTo(beyond ? 0 : pixel(i + 3 * WIDTH - 2), offset(TOLERANCE));
    }
  }

  @Test
  void mirrorsAShiftedImageAfterTheShift() {
    Span shifted = Span.shifted(2);

    float[] plain = seen(Collections.nCopies(N, with(shifted)));
    float[] mirrored = seen(Collections.nCopies(N, with(shifted.mirrored(WIDTH))));

    for (int i = 0; i < plain.length; i++) {
      assertThat(mirrored[i]).isEqualTo(plain[i - i % WIDTH + WIDTH - 1 - i % WIDTH]);
    }
  }

  @Test
  void changesColoursAsOneStepAfterAnotherDoes() {
    List<Double> mean = List.of(0.4, 0.5, 0.6);
    List<Double> deviation = List.of(0.2, 0.25, 0.3);
    List<View> views = new ArrayList<>();
    double[] expected = new double[pixels.length];
    for (int i = 0; i < N; i++) {
      ColourMap colour = ColourMap.IDENTITY;
      double[][] image = image(i);
      for (int step = 0; step < 8; step++) {
        double amount = random.nextDouble() - 0.5;
        double meanGrey = Arrays.stream(image).mapToDouble(ViewBatchTest::luma).average().orElse(0);
        switch (random.nextInt(4)) {
          case 0 -> {
            colour = colour.brighten(1 + amount);
            each(image, rgb -> blended(1 + amount, rgb, 0));
          }
          case 1 -> {
            colour = colour.contrast(1 + amount);
            each(image, rgb -> blended(1 + amount, rgb, meanGrey));
          }
          case 2 -> {
            colour = colour.saturate(1 + amount);
            each(image, rgb -> blended(1 + amount, rgb, luma(rgb)));
          }
          default -> {
            colour = colour.turnHue(amount);
            each(image, rgb -> turned(amount, rgb));
          }
        }
      }
      views.add(new View(WHOLE.rows(), WHOLE.columns(), colour, 0));
      for (int p = 0; p < 3 * PLANE; p++) {
        int channel = p / PLANE;
        expected[i * 3 * PLANE + p] =
            (image[p % PLANE][channel] - mean.get(channel)) / deviation.get(channel);
      }
    }

    float[] seen = seen(views, mean, deviation);

    for (int i = 0; i < seen.length; i++) {
      assertThat((double) seen[i]).isCloseTo(expected[i], offset(1e-4));
    }
  }

  @Test
  void blursAPointToAGaussianBesideASharpImage() {
    Arrays.fill(pixels, (byte) 0);
    int centre = PLANE + 9 * WIDTH + 11;
    pixels[centre] = (byte) 255;
    pixels[3 * PLANE + centre] = (byte) 255;
    List<View> views = new ArrayList<>(Collections.nCopies(N, WHOLE));
    views.set(0, new View(WHOLE.rows(), WHOLE.columns(), ColourMap.IDENTITY, 1.5));

    float[] seen = seen(views);

    double peak = 1 / (2 * Math.PI * 1.5 * 1.5);
    assertThat(seen[centre]).isCloseTo((float) peak, offset(1e-4f));
    assertThat(seen[centre + 2 * WIDTH - 1])
        .isCloseTo((float) (peak * Math.exp(-5 / (2 * 1.5 * 1.5))), offset(1e-4f));
    assertThat(Arrays.copyOf(seen, PLANE)).as("another channel").containsOnly(0);
    assertThat(seen[3 * PLANE + centre]).as("the sharp image").isEqualTo(1);
    assertThat(seen[3 * PLANE + centre + 1]).as("the sharp image").isZero();
  }

  @Test
  void blursAnEvenImageToItself() {
    Arrays.fill(pixels, (byte) 51);
    View blurred = new View(WHOLE.rows(), WHOLE.columns(), ColourMap.IDENTITY, 2);

    for (float value : seen(Collections.nCopies(N, blurred))) {
      assertThat(value).isCloseTo(0.2f, offset(TOLERANCE));
    }
  }

  private static View with(Span columns) {
    return new View(WHOLE.rows(), columns, ColourMap.IDENTITY, 0);
  }

  private float[] seen(List<View> views) {
    return seen(views, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
  }

  private float[] seen(List<View> views, List<Double> mean, List<Double> deviation) {
    try (NDManager manager = engine.newManager()) {
      PtNDArray batch =
          (PtNDArray)
              manager.create(ByteBuffer.wrap(pixels), new Shape(N, 3, HEIGHT, WIDTH), UINT8);
      return ViewBatch.of(batch, views, new ImageFormat(HEIGHT, WIDTH, mean, deviation))
          .toFloatArray();
    }
  }

  private float pixel(int index) {
    return (pixels[index] & 0xff) / 255f;
  }

  private float bilinear(int plane, double row, double column) {
    int top = (int) row;
    int left = (int) column;
    int bottom = Math.min(top + 1, HEIGHT - 1);
    int right = Math.min(left + 1, WIDTH - 1);
    double down = row - top;
    double across = column - left;
    int first = plane * PLANE;
    double above =
        (1 - across) * pixel(first + top * WIDTH + left)
            + across * pixel(first + top * WIDTH + right);
    double below =
        (1 - across) * pixel(first + bottom * WIDTH + left)
            + across * pixel(first + bottom * WIDTH + right);
    return (float) ((1 - down) * above + down * below);
  }

  /** Returns the RGB of each pixel of an image. */
  private double[][] image(int image) {
    double[][] rgb = new double[PLANE][3];
    for (int p = 0; p < 3 * PLANE; p++) {
      rgb[p % PLANE][p / PLANE] = pixel(image * 3 * PLANE + p);
    }
    return rgb;
  }

  private static void each(double[][] image, UnaryOperator<double[]> change) {
    Arrays.setAll(image, p -> change.apply(image[p]));
  }

  private static double luma(double[] rgb) {
    return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
  }

  private static double[] blended(double factor, double[] rgb, double grey) {
    return Arrays.stream(rgb).map(value -> factor * value + (1 - factor) * grey).toArray();
  }

  /** Turns I and Q as the standard of 1953 defines them; red lies 137 degrees before green. */
  private static double[] turned(double turns, double[] rgb) {
    double y = luma(rgb);
    double i = 0.735514 * (rgb[0] - y) - 0.267962 * (rgb[2] - y);
    double q = 0.477648 * (rgb[0] - y) + 0.412626 * (rgb[2] - y);
    double cos = Math.cos(-2 * Math.PI * turns);
    double sin = Math.sin(-2 * Math.PI * turns);
    double turnedI = cos * i - sin * q;
    double turnedQ = sin * i + cos * q;
    double determinant = 0.735514 * 0.412626 + 0.267962 * 0.477648;
    double red = y + (0.412626 * turnedI + 0.267962 * turnedQ) / determinant;
    double blue = y + (0.735514 * turnedQ - 0.477648 * turnedI) / determinant;
    return new double[] {red, (y - 0.299 * red - 0.114 * blue) / 0.587, blue};
  }
}
