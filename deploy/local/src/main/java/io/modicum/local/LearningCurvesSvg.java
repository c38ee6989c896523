package io.modicum.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws learning curves: mean accuracy over the number of labels, the latter on a logarithmic axis,
 * in a band of one standard deviation to each side.
 */
final class LearningCurvesSvg {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 460;
  private static final int LEFT = 70;
  private static final int RIGHT = 24;
  private static final int TOP = 56;
  private static final int BOTTOM = 60;
  private static final List<String> COLOURS = List.of("#0b6e4f", "#c8553d", "#3d5a80", "#7b2d8b");

  private final List<LearningCurve> curves;
  private final double fewest;
  private final double most;
  private final double lowest;
  private final double highest;
  private final double tick;

  LearningCurvesSvg(List<LearningCurve> curves) {
    this.curves = curves;
    List<LearningCurve.Point> points =
        curves.stream().flatMap(curve -> curve.points().stream()).toList();
    fewest = points.stream().mapToDouble(LearningCurve.Point::labels).min().orElse(1);
    most =
        Math.max(
            fewest * 2, points.stream().mapToDouble(LearningCurve.Point::labels).max().orElse(1));
    double min = points.stream().mapToDouble(LearningCurvesSvg::below).min().orElse(0);
    double max = points.stream().mapToDouble(LearningCurvesSvg::above).max().orElse(1);
    tick = max - min > 0.4 ? 0.1 : 0.05;
    lowest = Math.floor(min / tick) * tick;
    highest = Math.max(lowest + tick, Math.ceil(max / tick) * tick);
  }

  private static double below(LearningCurve.Point point) {
    return point.mean() - point.standardDeviation();
  }

  private static double above(LearningCurve.Point point) {
    return point.mean() + point.standardDeviation();
  }

  String draw(String title) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'"
                + " font-family='system-ui, sans-serif' font-size='13' fill='#333'>%n"
                + "<rect width='100%%' height='100%%' fill='white'/>%n"
                + "<text x='%d' y='28' font-size='17' font-weight='600'>%s</text>%n",
            WIDTH, HEIGHT, WIDTH, HEIGHT, LEFT, escape(title)));
    drawAxes(svg);
    IntStream.range(0, curves.size()).forEach(i -> drawCurve(svg, i));
    return svg.append("</svg>\n").toString();
  }

  private void drawAxes(StringBuilder svg) {
    long ticks = Math.round((highest - lowest) / tick);
    for (long i = 0; i <= ticks; i++) {
      double accuracy = lowest + i * tick;
      svg.append(
          format(
              "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='#ddd'/>"
                  + "<text x='%d' y='%.1f' text-anchor='end'>%.0f%%</text>%n",
              LEFT,
              WIDTH - RIGHT,
              y(accuracy),
              y(accuracy),
              LEFT - 8,
              y(accuracy) + 4,
              100 * accuracy));
    }
    curves.stream()
        .flatMap(curve -> curve.points().stream())
        .mapToInt(LearningCurve.Point::labels)
        .distinct()
        .forEach(
            labels ->
                svg.append(
                    format(
                        "<text x='%.1f' y='%d' text-anchor='middle'>%d</text>%n",
                        x(labels), HEIGHT - BOTTOM + 20, labels)));
    svg.append(
        format(
            "<text x='%d' y='%d' text-anchor='middle'>labels</text>%n"
                + "<text transform='translate(18 %d) rotate(-90)' text-anchor='middle'>"
                + "accuracy on the test split</text>%n",
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 18, (TOP + HEIGHT - BOTTOM) / 2));
  }

  private void drawCurve(StringBuilder svg, int index) {
    LearningCurve curve = curves.get(index);
    String colour = COLOURS.get(index % COLOURS.size());
    svg.append(
        format(
            "<polygon points='%s' fill='%s' fill-opacity='0.18'/>%n",
            band(curve.points()), colour));
    for (LearningCurve.Point point : curve.points()) {
      svg.append(
          format(
              "<circle cx='%.1f' cy='%.1f' r='4.5' fill='%s'/>%n",
              x(point.labels()), y(point.mean()), colour));
    }
    svg.append(
        format(
            "<polyline points='%s' fill='none' stroke='%s' stroke-width='2.5'/>%n"
                + "<rect x='%d' y='%d' width='14' height='4' fill='%s'/>"
                + "<text x='%d' y='%d'>%s</text>%n",
            curve.points().stream()
                .map(point -> place(point, point.mean()))
                .collect(Collectors.joining(" ")),
            colour,
            LEFT + 14,
            TOP + 10 + 20 * index,
            colour,
            LEFT + 36,
            TOP + 17 + 20 * index,
            escape(legend(curve))));
  }

  /** Returns the outline of the band: forth along its upper edge, back along the lower one. */
  private String band(List<LearningCurve.Point> points) {
    List<String> outline = new ArrayList<>();
    points.forEach(point -> outline.add(place(point, above(point))));
    points.forEach(point -> outline.add(points.size(), place(point, below(point))));
    return String.join(" ", outline);
  }

  private String place(LearningCurve.Point point, double accuracy) {
    return format("%.1f,%.1f", x(point.labels()), y(accuracy));
  }

  private static String legend(LearningCurve curve) {
    int seeds = curve.points().stream().mapToInt(LearningCurve.Point::seeds).max().orElse(1);
    return seeds > 1
        ? curve.mode() + ", mean and standard deviation of " + seeds + " seeds"
        : curve.mode();
  }

  private double x(double labels) {
    double share = Math.log(labels / fewest) / Math.log(most / fewest);
    return LEFT + 16 + share * (WIDTH - LEFT - RIGHT - 32);
  }

  private double y(double accuracy) {
    double share = (accuracy - lowest) / (highest - lowest);
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
