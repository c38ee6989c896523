package io.modicum.local;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Draws learning curves: accuracy over the number of labels, the latter on a logarithmic axis. */
final class LearningCurvesSvg {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 460;
  private static final int LEFT = 70;
  private static final int RIGHT = 24;
  private static final int TOP = 56;
  private static final int BOTTOM = 60;
  private static final List<String> COLOURS = List.of("#0b6e4f", "#c8553d", "#3d5a80", "#7b2d8b");

  private final List<CampaignResult> campaigns;
  private final double fewest;
  private final double most;
  private final double lowest;
  private final double highest;

  LearningCurvesSvg(List<CampaignResult> campaigns) {
    this.campaigns = campaigns;
    List<CampaignResult.Point> points =
        campaigns.stream().flatMap(campaign -> campaign.curve().stream()).toList();
    fewest = points.stream().mapToDouble(CampaignResult.Point::labels).min().orElse(1);
    most =
        Math.max(
            fewest * 2, points.stream().mapToDouble(CampaignResult.Point::labels).max().orElse(1));
    double min = points.stream().mapToDouble(CampaignResult.Point::accuracy).min().orElse(0);
    double max = points.stream().mapToDouble(CampaignResult.Point::accuracy).max().orElse(1);
    lowest = Math.floor(min * 20) / 20;
    highest = Math.max(lowest + 0.05, Math.ceil(max * 20) / 20);
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
    IntStream.range(0, campaigns.size()).forEach(i -> drawCurve(svg, i));
    return svg.append("</svg>\n").toString();
  }

  private void drawAxes(StringBuilder svg) {
    long ticks = Math.round((highest - lowest) * 20);
    long every = ticks > 8 ? 2 : 1;
    for (long tick = 0; tick <= ticks; tick += every) {
      double accuracy = lowest + tick * 0.05;
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
    campaigns.stream()
        .flatMap(campaign -> campaign.curve().stream())
        .mapToInt(CampaignResult.Point::labels)
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
    CampaignResult campaign = campaigns.get(index);
    String colour = COLOURS.get(index % COLOURS.size());
    StringBuilder points = new StringBuilder();
    for (CampaignResult.Point point : campaign.curve()) {
      points.append(format("%.1f,%.1f ", x(point.labels()), y(point.accuracy())));
      svg.append(
          format(
              "<circle cx='%.1f' cy='%.1f' r='4.5' fill='%s'/>%n",
              x(point.labels()), y(point.accuracy()), colour));
    }
    svg.append(
        format(
            "<polyline points='%s' fill='none' stroke='%s' stroke-width='2.5'/>%n"
                + "<rect x='%d' y='%d' width='14' height='4' fill='%s'/>"
                + "<text x='%d' y='%d'>%s</text>%n",
            points.toString().strip(),
            colour,
            LEFT + 14,
            TOP + 10 + 20 * index,
            colour,
            LEFT + 36,
            TOP + 17 + 20 * index,
            escape(campaign.name())));
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
