package io.modicum.experiments.plot;

import io.modicum.experiments.result.LearningCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A rectangle of a picture in which curves are drawn: over the number of labels on a logarithmic
 * axis, in a band of one standard deviation to each side.
 *
 * @param left in pixels, as the other three
 */
record CurvePanel(Scale scale, int left, int right, int top, int bottom) {

  /** Width of a digit as a share of the font's size, generously. */
  private static final double DIGIT = 0.62;

  /** The ranges of both axes; panels of one scale can be compared by eye. */
  record Scale(double fewest, double most, double lowest, double highest, double tick) {

    /**
     * Returns the scale that shows these curves whole.
     *
     * @param intervals how many ticks may divide the vertical axis, about
     */
    static Scale fit(List<LearningCurve> curves, int intervals) {
      List<LearningCurve.Point> points =
          curves.stream().flatMap(curve -> curve.points().stream()).toList();
      double fewest = points.stream().mapToDouble(LearningCurve.Point::labels).min().orElse(1);
      double most = points.stream().mapToDouble(LearningCurve.Point::labels).max().orElse(1);
      double min = points.stream().mapToDouble(LearningCurve.Point::below).min().orElse(0);
      double max = points.stream().mapToDouble(LearningCurve.Point::above).max().orElse(1);
      double tick = tick(max - min, intervals);
      double lowest = Math.floor(min / tick + 1e-9) * tick;
      double highest = Math.ceil(max / tick - 1e-9) * tick;
      return new Scale(
          fewest, Math.max(fewest * 2, most), lowest, Math.max(lowest + tick, highest), tick);
    }

    /** Returns 1, 2 or 5 times a power of ten, and at least one percent. */
    private static double tick(double range, int intervals) {
      double least = Math.max(0.01, range / intervals);
      double power = Math.pow(10, Math.floor(Math.log10(least) + 1e-9));
      for (int factor : new int[] {1, 2, 5}) {
        if (factor * power >= least * (1 - 1e-9)) {
          return factor * power;
        }
      }
      return 10 * power;
    }

    /** Returns the heights of the ticks, ascending. */
    List<Double> ticks() {
      List<Double> ticks = new ArrayList<>();
      for (long i = Math.round(lowest / tick); i <= Math.round(highest / tick); i++) {
        ticks.add(i * tick);
      }
      return ticks;
    }
  }

  /** Draws a horizontal line at each tick. */
  void drawGrid(Svg svg) {
    scale.ticks().forEach(value -> drawLine(svg, value, "#ddd"));
  }

  /** Draws a horizontal line over the whole width. */
  void drawLine(Svg svg, double value, String colour) {
    svg.add(
        "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='%s'/>%n",
        left, right, y(value), y(value), colour);
  }

  /**
   * Writes the values of the ticks to the left of the panel.
   *
   * @param pattern of a value in percent or points
   */
  void writeValues(Svg svg, String pattern) {
    for (double value : scale.ticks()) {
      svg.add(
          "<text x='%d' y='%.1f' text-anchor='end'>" + pattern + "</text>%n",
          left - 8,
          y(value) + 4,
          100 * value);
    }
  }

  /** Writes the numbers of labels below the panel, but none that would touch the one before. */
  void writeLabels(Svg svg, List<Integer> labels, int fontSize) {
    double free = Double.NEGATIVE_INFINITY;
    for (int n : labels) {
      double half = Integer.toString(n).length() * DIGIT * fontSize / 2;
      if (x(n) - half >= free) {
        svg.add(
            "<text x='%.1f' y='%d' text-anchor='middle'>%d</text>%n",
            x(n), bottom + fontSize + 7, n);
        free = x(n) + half + DIGIT * fontSize / 2;
      }
    }
  }

  /** Draws a curve in its band. */
  void drawCurve(Svg svg, List<LearningCurve.Point> points, String colour, double stroke) {
    svg.add("<polygon points='%s' fill='%s' fill-opacity='0.18'/>%n", band(points), colour);
    for (LearningCurve.Point point : points) {
      svg.add(
          "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='%s'/>%n",
          x(point.labels()), y(point.mean()), 1.8 * stroke, colour);
    }
    svg.add(
        "<polyline points='%s' fill='none' stroke='%s' stroke-width='%.1f'/>%n",
        points.stream().map(point -> place(point, point.mean())).collect(Collectors.joining(" ")),
        colour,
        stroke);
  }

  /** Returns the outline of the band: forth along its upper edge, back along the lower one. */
  private String band(List<LearningCurve.Point> points) {
    List<String> outline = new ArrayList<>();
    points.forEach(point -> outline.add(place(point, point.above())));
    points.forEach(point -> outline.add(points.size(), place(point, point.below())));
    return String.join(" ", outline);
  }

  private String place(LearningCurve.Point point, double value) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x(point.labels()), y(value));
  }

  private double x(double labels) {
    double margin = 0.024 * (right - left);
    double share = Math.log(labels / scale.fewest()) / Math.log(scale.most() / scale.fewest());
    return left + margin + share * (right - left - 2 * margin);
  }

  private double y(double value) {
    double share = (value - scale.lowest()) / (scale.highest() - scale.lowest());
    return bottom - share * (bottom - top);
  }
}
