package io.modicum.pretrain.dataset.layout;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A file that names other files and their classes, CSV or JSON Lines. Its columns are called as in
 * Hugging Face's image folders ({@code file_name}, {@code label}) or {@code path}; those of CSV are
 * separated by commas, semicolons or tabs.
 *
 * @param columns names of all columns
 */
record LabelTable(String path, Set<String> columns, List<Row> rows) {

  private static final Set<String> FILES = Set.of("file_name", "filename", "path", "file");
  private static final Set<String> LABELS = Set.of("label", "class");
  private static final String SPLIT = "split";
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .build();

  /**
   * What is said of a file.
   *
   * @param number of the row, counted from 1 without the header
   * @param file its path, with slashes, relative to somewhere
   * @param label name of its class, or empty
   * @param split where it belongs, {@link Split#NONE} if that is not said
   */
  record Row(long number, String file, Optional<String> label, Split split) {}

  /**
   * Reads a table.
   *
   * @throws InvalidInput if it cannot be read to its end; says where
   */
  static LabelTable read(Archive archive, String path) {
    String text = text(path, archive.read(path));
    boolean lines = path.toLowerCase(Locale.ROOT).endsWith(".jsonl");
    try {
      return lines ? ofJsonLines(path, text) : ofCsv(path, text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String text(String path, byte[] bytes) {
    Charset charset = StandardCharsets.UTF_8;
    if (bytes.length > 1
        && ((bytes[0] == -1 && bytes[1] == -2) || (bytes[0] == -2 && bytes[1] == -1))) {
      charset = StandardCharsets.UTF_16;
    }
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException other) {
      throw new InvalidInput(path, "is not UTF-8; save it as UTF-8", other);
    }
  }

  private static LabelTable ofJsonLines(String path, String text) {
    Set<String> columns = new LinkedHashSet<>();
    List<Row> rows = new ArrayList<>();
    long number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (!line.isBlank()) {
        JsonNode object = object(path, number, line);
        object.fieldNames().forEachRemaining(columns::add);
        add(
            rows,
            number,
            value(object, FILES),
            value(object, LABELS),
            value(object, Set.of(SPLIT)));
      }
    }
    return new LabelTable(path, columns, rows);
  }

  private static JsonNode object(String path, long number, String line) {
    try {
      JsonNode read = JSON.readTree(line);
      if (read.isObject()) {
        return read;
      }
    } catch (JacksonException broken) {
      throw new InvalidInput(path, "line " + number + " is not JSON; mend it", broken);
    }
    throw new InvalidInput(
        path, "line " + number + " is no JSON object, such as {\"file_name\": \"1.jpg\"}");
  }

  private static Optional<String> value(JsonNode object, Set<String> names) {
    return names.stream()
        .map(object::path)
        .filter(JsonNode::isValueNode)
        .filter(value -> !value.isNull())
        .map(JsonNode::asText)
        .findFirst();
  }

  private static LabelTable ofCsv(String path, String text) throws IOException {
    char separator = separator(text);
    long number = 0;
    List<Row> rows = new ArrayList<>();
    try (MappingIterator<List<String>> read = cells(text, separator)) {
      List<String> header = read.hasNextValue() ? read.nextValue() : List.of();
      int file = column(header, FILES);
      int label = column(header, LABELS);
      int split = column(header, Set.of(SPLIT));
      while (read.hasNextValue()) {
        List<String> cells = read.nextValue();
        number++;
        add(rows, number, cell(cells, file), cell(cells, label), cell(cells, split));
      }
      return new LabelTable(path, new LinkedHashSet<>(header), rows);
    } catch (JacksonException broken) {
      throw new InvalidInput(
          path,
          "row " + (number + 1) + " is not CSV (" + broken.getOriginalMessage() + ")",
          broken);
    }
  }

  /** Returns the separator by which the header has a column of files, else a comma. */
  private static char separator(String text) throws IOException {
    String header = text.lines().findFirst().orElse("");
    for (char separator : SEPARATORS) {
      try (MappingIterator<List<String>> read = cells(header, separator)) {
        if (read.hasNextValue() && column(read.nextValue(), FILES) >= 0) {
          return separator;
        }
      } catch (JacksonException notThis) {
        continue;
      }
    }
    return SEPARATORS.get(0);
  }

  private static MappingIterator<List<String>> cells(String text, char separator)
      throws IOException {
    return CSV.readerForListOf(String.class)
        .with(CsvSchema.emptySchema().withColumnSeparator(separator))
        .readValues(text);
  }

  private static int column(List<String> header, Set<String> names) {
    for (int column = 0; column < header.size(); column++) {
      if (names.contains(header.get(column))) {
        return column;
      }
    }
    return -1;
  }

  private static Optional<String> cell(List<String> cells, int column) {
    return column >= 0 && column < cells.size() ? Optional.of(cells.get(column)) : Optional.empty();
  }

  private static void add(
      List<Row> rows,
      long number,
      Optional<String> file,
      Optional<String> label,
      Optional<String> split) {
    file.map(name -> composed(name).replace('\\', '/').replaceFirst("^(\\.?/)+", ""))
        .filter(path -> !path.isEmpty())
        .map(
            path ->
                new Row(
                    number,
                    path,
                    label.map(LabelTable::composed).filter(name -> !name.isEmpty()),
                    split.map(Split::of).orElse(Split.NONE)))
        .ifPresent(rows::add);
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
  }

  boolean namesFiles() {
    return columns.stream().anyMatch(FILES::contains);
  }

  boolean namesLabels() {
    return columns.stream().anyMatch(LABELS::contains);
  }

  /** Returns the folder that it is in, with a slash, or nothing. */
  String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
