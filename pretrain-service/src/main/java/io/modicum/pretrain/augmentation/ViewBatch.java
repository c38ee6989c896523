package io.modicum.pretrain.augmentation;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.pretrain.feed.ImageFormat;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Makes the views of a whole batch by tensor operations, on the device where the images are.
 * Cropping, resizing, mirroring and shifting an image are one product with a matrix of bilinear
 * weights from each side, into which its blur is multiplied, too; all that happens to its colours,
 * normalisation included, is one affine map of each pixel.
 *
 * <p>It departs from torchvision's transforms in that colours are not clamped to [0, 1] between two
 * changes, hue turns in YIQ instead of HSV, and contrast takes the mean grey of the blurred image.
 */
public final class ViewBatch {

  private static final float WHITE = 255;

  /** So far apart are two pixels where nothing is blurred that float32 gives them no weight. */
  private static final double UNBLURRED = 1000;

  private final NDManager scope;
  private final List<View> views;

  private ViewBatch(NDManager scope, List<View> views) {
    this.scope = scope;
    this.views = views;
  }

  /**
   * Returns normalised views of images.
   *
   * @param pixels uint8 {@code [n, 3, h, w]}; whoever owns it will own the views, too
   * @param views one per image
   * @return float32 {@code [n, 3, h, w]}
   */
  public static PtNDArray of(PtNDArray pixels, List<View> views, ImageFormat format) {
    ViewBatch batch = new ViewBatch(pixels.getManager(), views);
    PtNDArray seen = batch.geometry((PtNDArray) pixels.toType(DataType.FLOAT32, false));
    return batch.colours(
        seen,
        views.stream()
            .map(view -> view.colour().normalise(format.mean(), format.standardDeviation()))
            .toList());
  }

  /** Returns whole images, normalised. */
  public static PtNDArray whole(PtNDArray pixels, ImageFormat format) {
    int n = (int) pixels.getShape().get(0);
    return of(pixels, Collections.nCopies(n, View.whole(format.height(), format.width())), format);
  }

  private PtNDArray geometry(PtNDArray images) {
    Shape shape = images.getShape();
    long n = shape.get(0);
    long height = shape.get(2);
    long width = shape.get(3);
    boolean blurred = views.stream().anyMatch(view -> view.blur() > 0);
    PtNDArray rows = weights(View::rows, (int) height, blurred);
    PtNDArray columns = weights(View::columns, (int) width, blurred);
    PtNDArray across =
        JniUtils.bmm(
            (PtNDArray) images.reshape(n, 3 * height, width), JniUtils.transpose(columns, 1, 2));
    return JniUtils.matmul(
        JniUtils.unsqueeze(rows, 1), (PtNDArray) across.reshape(n, 3, height, width));
  }

  /** Returns how much each line of a view takes of each line of its image, [n, size, size]. */
  private PtNDArray weights(Function<View, View.Span> side, int size, boolean blurred) {
    float[] sources = new float[views.size() * size];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = (float) side.apply(views.get(i / size)).source(i % size);
    }
    PtNDArray lines = (PtNDArray) scope.arange(0f, size);
    PtNDArray distances =
        (PtNDArray) scope.create(sources, new Shape(views.size(), size, 1)).sub(lines).abs();
    PtNDArray weights = JniUtils.relu((PtNDArray) distances.neg().add(1));
    return blurred ? JniUtils.bmm(gaussian(lines, size), weights) : weights;
  }

  /** Returns what each line of a blurred view takes of each line of the sharp one. */
  private PtNDArray gaussian(PtNDArray lines, int size) {
    float[] exponents = new float[views.size()];
    for (int i = 0; i < exponents.length; i++) {
      double blur = views.get(i).blur();
      exponents[i] = (float) -(blur > 0 ? 0.5 / (blur * blur) : UNBLURRED);
    }
    PtNDArray squares = (PtNDArray) lines.reshape(1, size, 1).sub(lines).square();
    return JniUtils.softmax(
        (PtNDArray) scope.create(exponents, new Shape(views.size(), 1, 1)).mul(squares),
        2,
        DataType.FLOAT32);
  }

  private PtNDArray colours(PtNDArray images, List<ColourMap> maps) {
    Shape shape = images.getShape();
    PtNDArray pixels =
        (PtNDArray) images.reshape(shape.get(0), 3, shape.get(2) * shape.get(3)).divi(WHITE);
    PtNDArray means = JniUtils.mean(pixels, 2, true);
    PtNDArray offsets = JniUtils.bmm(stack(maps, ColourMap::ofMean, 3), means);
    offsets.addi(stack(maps, ColourMap::constant, 1));
    PtNDArray seen = JniUtils.bmm(stack(maps, ColourMap::ofPixel, 3), pixels);
    return (PtNDArray) seen.addi(offsets).reshape(shape);
  }

  private PtNDArray stack(List<ColourMap> maps, Function<ColourMap, float[]> part, int width) {
    float[] stacked = new float[maps.size() * 3 * width];
    for (int i = 0; i < maps.size(); i++) {
      System.arraycopy(part.apply(maps.get(i)), 0, stacked, i * 3 * width, 3 * width);
    }
    return (PtNDArray) scope.create(stacked, new Shape(maps.size(), 3, width));
  }
}
