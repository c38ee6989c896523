package io.modicum.gateway.dataset;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.http.FormulaGuard;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The problems with the files of a dataset, as they stand in the store, CSV with a row to a line. A
 * page is read from where the one before it ended, so that it costs the same anywhere.
 */
final class ProblemTable {

  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();
  private static final CsvSchema SCHEMA =
      MAPPER.schemaFor(DatasetProblem.class).withLineSeparator("\r\n");
  private static final byte[] HEADER = "path,reason,detail\r\n".getBytes(StandardCharsets.UTF_8);
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int ROWS_AT_ONCE = 1000;

  private final ObjectStore store;
  private final String key;
  private final long bytes;

  private record Line(DatasetProblem problem, long end) {}

  /**
   * @param key of the object; if there is none, the table is empty
   */
  ProblemTable(ObjectStore store, String key) {
    this.store = store;
    this.key = key;
    this.bytes = store.size(key).orElse(0);
  }

  /**
   * Returns a part of the table.
   *
   * @throws InvalidInput if it is to begin where no row does
   */
  Page<DatasetProblem> page(PageRequest page) {
    return page.page(lines(page.afterId(), page.rows()), line -> Long.toString(line.end()))
        .map(Line::problem);
  }

  /** Writes the whole table as CSV that spreadsheets can open. */
  void write(OutputStream out) throws IOException {
    out.write(HEADER);
    try (SequenceWriter rows =
        MAPPER.writerFor(DatasetProblem.class).with(SCHEMA).writeValues(out)) {
      List<Line> some = lines(0, ROWS_AT_ONCE);
      while (!some.isEmpty()) {
        for (Line line : some) {
          rows.write(guarded(line.problem()));
        }
        some = lines(some.get(some.size() - 1).end(), ROWS_AT_ONCE);
      }
    }
  }

  private static DatasetProblem guarded(DatasetProblem problem) {
    return new DatasetProblem(
        FormulaGuard.guard(problem.path()), problem.reason(), FormulaGuard.guard(problem.detail()));
  }

  /**
   * Reads lines.
   *
   * @param after where the line before them ends, 0 for the first
   */
  private List<Line> lines(long after, int most) {
    List<Line> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long at = Math.max(after, HEADER.length);
    while (at < bytes) {
      byte[] chunk = store.getRange(key, at, (int) Math.min(CHUNK_BYTES, bytes - at));
      for (byte next : chunk) {
        at++;
        line.write(next);
        if (next == '\n') {
          lines.add(new Line(problem(line.toByteArray()), at));
          line.reset();
          if (lines.size() == most) {
            return lines;
          }
        }
      }
    }
    return lines;
  }

  private static DatasetProblem problem(byte[] line) {
    try {
      DatasetProblem read = MAPPER.readerFor(DatasetProblem.class).with(SCHEMA).readValue(line);
      if (read.path() != null && read.reason() != null && read.detail() != null) {
        return read;
      }
    } catch (JacksonException noRow) {
      // Refused below like any other place that no row begins at.
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    throw new InvalidInput("cursor", "must be what a page of this list gave as next");
  }
}
