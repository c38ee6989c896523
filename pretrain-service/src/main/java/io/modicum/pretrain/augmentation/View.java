package io.modicum.pretrain.augmentation;

/**
 * How an image is to be seen: what {@link ViewBatch} makes of it.
 *
 * @param rows which of the image's rows the view shows
 * @param columns which of its columns
 * @param colour what becomes of the colours
 * @param blur standard deviation in pixels of the view, 0 for none
 */
public record View(Span rows, Span columns, ColourMap colour, double blur) {

  /** Returns an image as it is. */
  static View whole(int height, int width) {
    return new View(
        Span.resized(0, height, height), Span.resized(0, width, width), ColourMap.IDENTITY, 0);
  }

  /**
   * Which of an image's lines the lines of a view show: line {@code i} shows {@code start + i ·
   * step}, held within {@code [first, last]}. Between two lines both are blended; beyond the image
   * it is black.
   */
  record Span(double start, double step, double first, double last) {

    /**
     * Returns {@code length} lines from {@code first} on, stretched to {@code size} as bilinear
     * resizing does, the centres of pixels being half a pixel from their edges.
     */
    static Span resized(int first, int length, int size) {
      double step = (double) length / size;
      return new Span(first + 0.5 * step - 0.5, step, first, first + length - 1);
    }

    /** Returns as many lines as the image has from {@code first} on, which may be beyond it. */
    static Span shifted(int first) {
      return new Span(first, 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Returns the same lines of a view of {@code size} lines, the last one first. */
    Span mirrored(int size) {
      return new Span(start + (size - 1) * step, -step, first, last);
    }

    double source(int line) {
      return Math.max(first, Math.min(last, start + line * step));
    }
  }
}
