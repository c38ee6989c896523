package io.modicum.experiments.plot;

import io.modicum.experiments.result.LearningCurve;
import java.util.List;

/**
 * Draws how far each variant is above the baseline: small multiples, one panel for each, all on the
 * same scale, with a line at zero and a band of one standard deviation to each side of the mean.
 */
public final class DifferencesSvg {

  private static final int COLUMNS = 4;
  private static final int WIDTH = 880;
  private static final int LEFT = 44;
  private static final int TOP = 58;
  private static final int BOTTOM = 18;
  private static final int GAP = 26;
  private static final int PANEL_WIDTH = (WIDTH - LEFT) / COLUMNS - GAP;
  private static final int PANEL_HEIGHT = 130;
  private static final int ROW_HEIGHT = PANEL_HEIGHT + 40;
  private static final int FONT_SIZE = 12;
  private static final int INTERVALS = 5;

  private final List<LearningCurve> differences;

  /**
   * @param differences one for each variant but the baseline
   */
  public DifferencesSvg(List<LearningCurve> differences) {
    this.differences = differences;
  }

  public String draw(String title) {
    CurvePanel.Scale scale = CurvePanel.Scale.fit(differences, INTERVALS);
    List<Integer> labels = LearningCurve.labels(differences);
    int rows = (differences.size() + COLUMNS - 1) / COLUMNS;
    int height = TOP + rows * ROW_HEIGHT + BOTTOM;
    Svg svg = new Svg(WIDTH, height, FONT_SIZE);
    svg.add(
        "<text x='%d' y='26' font-size='17' font-weight='600'>%s</text>%n",
        LEFT, Svg.escape(title));
    for (int i = 0; i < differences.size(); i++) {
      int left = LEFT + i % COLUMNS * (PANEL_WIDTH + GAP);
      int top = TOP + i / COLUMNS * ROW_HEIGHT;
      CurvePanel panel =
          new CurvePanel(scale, left, left + PANEL_WIDTH, top + 8, top + 8 + PANEL_HEIGHT);
      svg.add(
          "<text x='%d' y='%d' font-size='13' font-weight='600'>%s</text>%n",
          left, top, Svg.escape(differences.get(i).variant()));
      panel.drawGrid(svg);
      panel.drawLine(svg, 0, "#333");
      panel.drawCurve(svg, differences.get(i).points(), "#0b6e4f", 1.6);
      if (i % COLUMNS == 0) {
        panel.writeValues(svg, "%+.0f");
      }
      if (i + COLUMNS >= differences.size()) {
        panel.writeLabels(svg, labels, FONT_SIZE);
      }
    }
    return svg.add(
            "<text x='%d' y='%d' text-anchor='middle'>labels</text>%n", WIDTH / 2, height - 14)
        .end();
  }
}
