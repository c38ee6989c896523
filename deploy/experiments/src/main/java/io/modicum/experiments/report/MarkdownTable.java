package io.modicum.experiments.report;

import io.modicum.experiments.result.LearningCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sets a table in Markdown that a console shows well too: its columns are padded alike. */
final class MarkdownTable {

  private MarkdownTable() {}

  /**
   * Lays curves out as a Markdown table with a row for each variant and a column for each number of
   * labels.
   *
   * @param pattern of a mean in percent or points, such as {@code %.1f}
   */
  static String write(List<LearningCurve> curves, String pattern) {
    List<Integer> labels = LearningCurve.labels(curves);
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("labels"));
    labels.forEach(n -> head.add(Integer.toString(n)));
    rows.add(head);
    for (LearningCurve curve : curves) {
      List<String> row = new ArrayList<>(List.of(curve.variant()));
      for (int n : labels) {
        row.add(
            curve.points().stream()
                .filter(point -> point.labels() == n)
                .map(point -> cell(point, pattern))
                .collect(Collectors.joining()));
      }
      rows.add(row);
    }
    return align(rows);
  }

  /**
   * @param rows cells, as many in each; the first row is the head, and all but the first column are
   *     flush right
   */
  private static String align(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < widths.length; column++) {
        String padding = " ".repeat(widths[column] - row.get(column).length());
        cells.add(column == 0 ? row.get(column) + padding : padding + row.get(column));
      }
      lines.add(cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
    }
    List<String> rule = new ArrayList<>();
    for (int column = 0; column < widths.length; column++) {
      String dashes = "-".repeat(widths[column] + 1);
      rule.add(column == 0 ? dashes + "-" : dashes + ":");
    }
    lines.add(1, rule.stream().collect(Collectors.joining("|", "|", "|")));
    return String.join("\n", lines) + "\n";
  }

  private static String cell(LearningCurve.Point point, String pattern) {
    String mean = String.format(Locale.ROOT, pattern, 100 * point.mean());
    return point.seeds() > 1
        ? mean + String.format(Locale.ROOT, " ± %.1f", 100 * point.standardDeviation())
        : mean;
  }
}
