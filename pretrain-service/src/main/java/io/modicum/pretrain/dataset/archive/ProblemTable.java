package io.modicum.pretrain.dataset.archive;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.store.ScratchFolder;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files and what is wrong with them, in a temporary file: CSV (RFC 4180) in UTF-8 with a header. A
 * row is one line, so that a reader can begin at any of them.
 */
final class ProblemTable implements AutoCloseable {

  private static final CsvMapper MAPPER =
      CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
  private static final CsvSchema SCHEMA =
      MAPPER.schemaFor(Row.class).withHeader().withLineSeparator("\r\n");

  private final Path file;
  private final SequenceWriter rows;

  @JsonPropertyOrder({"path", "reason", "detail"})
  private record Row(String path, String reason, String detail) {}

  ProblemTable() {
    try {
      file = ScratchFolder.ofMachine().newFile();
      Writer text = new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8);
      rows = MAPPER.writerFor(Row.class).with(SCHEMA).writeValues(text);
    } catch (IOException full) {
      throw new Unavailable("temporary folder", full);
    }
  }

  /** Adds a row. */
  void add(String path, String reason, String detail) {
    try {
      rows.write(new Row(inOneLine(path), reason, inOneLine(detail)));
    } catch (IOException full) {
      throw new Unavailable("temporary folder", full);
    }
  }

  /** Takes a row of a table. */
  @FunctionalInterface
  interface Taking {
    void row(String path, String reason, String detail);
  }

  /** Reads the rows of a table that was kept. */
  static void read(byte[] table, Taking taking) {
    try (MappingIterator<Row> rows = MAPPER.readerFor(Row.class).with(SCHEMA).readValues(table)) {
      rows.forEachRemaining(row -> taking.row(row.path, row.reason, row.detail));
    } catch (IOException broken) {
      throw new InvalidInput("table of problems", String.valueOf(broken.getMessage()), broken);
    }
  }

  private static String inOneLine(String text) {
    return text.replaceAll("\\p{Cc}+", " ");
  }

  /** Returns the file, which has all rows so far and stands until this is closed. */
  Path file() {
    try {
      rows.flush();
    } catch (IOException full) {
      throw new Unavailable("temporary folder", full);
    }
    return file;
  }

  @Override
  public void close() {
    try {
      rows.close();
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new Unavailable("temporary folder", failure);
    }
  }
}
