package io.modicum.gateway.exchange;

import io.modicum.contracts.stage.InvalidInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads a row of each line that is not blank. */
final class LineReader implements LabelReader {

  /** What some editors begin a file with. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Function<String, ImageLabel> row;

  /**
   * @param row reads a line, or throws {@link InvalidInput}
   */
  LineReader(Function<String, ImageLabel> row) {
    this.row = row;
  }

  @Override
  public void read(InputStream in, Consumer<ImportedRow> rows) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        String read = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        rows.accept(ImportedRow.of(number, () -> row.apply(read)));
      }
    }
  }
}
