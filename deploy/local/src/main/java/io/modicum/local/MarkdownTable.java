package io.modicum.local;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Sets a table in Markdown that a console shows well too: its columns are padded alike. */
final class MarkdownTable {

  private MarkdownTable() {}

  /**
   * @param rows cells, as many in each; the first row is the head, and all but the first column are
   *     flush right
   */
  static String of(List<List<String>> rows) {
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
}
