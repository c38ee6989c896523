package io.modicum.experiments.plot;

import io.modicum.experiments.result.LearningCurve;
import java.util.List;

/**
 * Draws learning curves: mean accuracy over the number of labels, the latter on a logarithmic axis,
 * in a band of one standard deviation to each side.
 */
public final class LearningCurvesSvg {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 460;
  private static final int LEFT = 70;
  private static final int RIGHT = WIDTH - 24;
  private static final int TOP = 66;
  private static final int BOTTOM = HEIGHT - 60;
  private static final int FONT_SIZE = 13;
  private static final int INTERVALS = 8;
  private static final List<String> COLOURS =
      List.of(
          "#0b6e4f", "#c8553d", "#3d5a80", "#7b2d8b", "#d99a1c", "#2a9db5", "#8a5a2b", "#6b6b6b");

  /** How many curves can be told apart in one plot. */
  public static final int MOST = COLOURS.size();

  private final List<LearningCurve> curves;

  public LearningCurvesSvg(List<LearningCurve> curves) {
    this.curves = curves;
  }

  public String draw(String title) {
    CurvePanel panel =
        new CurvePanel(CurvePanel.Scale.fit(curves, INTERVALS), LEFT, RIGHT, TOP, BOTTOM);
    Svg svg = new Svg(WIDTH, HEIGHT, FONT_SIZE);
    svg.add(
        "<text x='%d' y='28' font-size='17' font-weight='600'>%s</text>%n",
        LEFT, Svg.escape(title));
    int seeds =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .mapToInt(LearningCurve.Point::seeds)
            .max()
            .orElse(1);
    if (seeds > 1) {
      svg.add("<text x='%d' y='48'>mean and standard deviation of %d seeds</text>%n", LEFT, seeds);
    }
    panel.drawGrid(svg);
    panel.writeValues(svg, "%.0f%%");
    panel.writeLabels(svg, LearningCurve.labels(curves), FONT_SIZE);
    svg.add(
        "<text x='%d' y='%d' text-anchor='middle'>labels</text>%n"
            + "<text transform='translate(18 %d) rotate(-90)' text-anchor='middle'>"
            + "accuracy on the test split</text>%n",
        (LEFT + RIGHT) / 2, HEIGHT - 18, (TOP + BOTTOM) / 2);
    for (int i = 0; i < curves.size(); i++) {
      String colour = COLOURS.get(i % COLOURS.size());
      panel.drawCurve(svg, curves.get(i).points(), colour, 2.5);
      svg.add(
          "<rect x='%d' y='%d' width='14' height='4' fill='%s'/><text x='%d' y='%d'>%s</text>%n",
          LEFT + 14,
          TOP + 10 + 20 * i,
          colour,
          LEFT + 36,
          TOP + 17 + 20 * i,
          Svg.escape(curves.get(i).variant()));
    }
    return svg.end();
  }
}
