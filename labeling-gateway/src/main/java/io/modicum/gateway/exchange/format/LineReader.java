package io.modicum.gateway.exchange.format;

import com.fasterxml.jackson.core.JacksonException;
import io.modicum.contracts.failure.InvalidInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a row of each line that is not blank. */
public final class LineReader implements LabelFormat.Reader {

  private static final int LONGEST_LINE = 1 << 20;

  private final Row row;

  public LineReader(Row row) {
    this.row = row;
  }

  /** Reads a line. */
  @FunctionalInterface
  public interface Row {
    /**
     * @throws InvalidInput if it says nothing that can be used
     * @throws JacksonException if it is not even JSON
     */
    ImageLabel read(String line) throws JacksonException;
  }

  @Override
  public void read(LabelFile file, Consumer<ImportedRow> rows) throws IOException {
    try (BufferedReader lines = file.open()) {
      long number = 1;
      Optional<String> line = next(lines, number);
      while (line.isPresent()) {
        if (!line.get().isBlank()) {
          rows.accept(row(number, line.get()));
        }
        number++;
        line = next(lines, number);
      }
    }
  }

  private static Optional<String> next(BufferedReader lines, long number) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = lines.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      if (line.length() > LONGEST_LINE) {
        throw UnreadableFile.at("line", number, "is longer than " + LONGEST_LINE + " characters");
      }
      next = lines.read();
    }
    int end = line.length() - 1;
    return Optional.of(
        end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString());
  }

  private ImportedRow row(long number, String line) {
    try {
      ImageLabel read = row.read(line);
      return new ImportedRow.Labelled(number, read.image(), read.label());
    } catch (InvalidInput invalid) {
      return ImportedRow.Unusable.of(number, invalid);
    } catch (JacksonException broken) {
      throw UnreadableFile.at("line", number, broken);
    }
  }
}
