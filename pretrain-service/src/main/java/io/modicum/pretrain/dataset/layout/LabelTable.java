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
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A file that names other files and their classes, CSV or JSON Lines. Its columns are called as in
 * Hugging Face's image folders ({@code file_name}, {@code label}) or as other programs call them;
 * those of CSV are separated by commas, semicolons or tabs.
 *
 * @param columns names of all columns
 */
record LabelTable(TableFile file, Set<String> columns, List<Row> rows) {

  /** So that it fits into the heap with what is made of it. */
  private static final int LARGEST_BYTES = 256 << 20;

  /** As many as files in an archive. */
  static final int MOST_ROWS = 4_000_000;

  private static final int LONGEST_CLASS = 200;

  /** In the order in which they are looked for. */
  private static final List<String> FILES =
      List.of(
          "file_name",
          "path",
          "uri",
          "image",
          "filename",
          "file",
          "filepath",
          "file_path",
          "image_path",
          "image_id",
          "url");

  private static final List<String> LABELS =
      List.of("label", "class", "class_name", "category", "class_id", "classid");
  private static final List<String> SPLITS = List.of("split");

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
   * @param number of the row, or of the line of JSON Lines, counted from 1 without the header
   * @param name of the file, as it stands there
   * @param label name of its class, or empty
   * @param split where it belongs, {@link Split#NONE} if that is not said
   */
  record Row(long number, String name, Optional<String> label, Split split) {}

  /**
   * Reads a table.
   *
   * @throws InvalidInput if it cannot be read to its end; says where
   */
  static LabelTable read(Archive archive, TableFile file) {
    if (file.isParquet()) {
      throw new InvalidInput(
          file.path(), "is Parquet, which is not read; save it as CSV or JSON Lines");
    }
    if (archive.length(file.path()) > LARGEST_BYTES) {
      throw new InvalidInput(
          file.path(), "is larger than " + (LARGEST_BYTES >> 20) + " MiB; split it into several");
    }
    String text = text(file.path(), archive.peek(file.path(), LARGEST_BYTES));
    try {
      return file.hasJsonLines() ? ofJsonLines(file, text) : ofCsv(file, text);
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

  private static LabelTable ofJsonLines(TableFile file, String text) {
    LabelTable table = new LabelTable(file, new LinkedHashSet<>(), new ArrayList<>());
    long number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (!line.isBlank()) {
        JsonNode object = object(file.path(), number, line);
        object.fieldNames().forEachRemaining(table.columns::add);
        table.add(
            number,
            value(file.path(), number, object, FILES),
            value(file.path(), number, object, LABELS),
            value(file.path(), number, object, SPLITS));
      }
    }
    return table;
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

  private static Optional<String> value(
      String path, long number, JsonNode object, List<String> names) {
    List<String> header = new ArrayList<>();
    object.fieldNames().forEachRemaining(header::add);
    int column = column(header, names);
    if (column < 0 || object.path(header.get(column)).isNull()) {
      return Optional.empty();
    }
    JsonNode value = object.path(header.get(column));
    if (value.isContainerNode()) {
      throw new InvalidInput(
          path,
          "line " + number + " has a " + header.get(column) + " that is no text and no number");
    }
    return Optional.of(value.asText());
  }

  private static LabelTable ofCsv(TableFile file, String text) throws IOException {
    long number = 0;
    try (MappingIterator<List<String>> read = cells(text, separator(text))) {
      List<String> header = read.hasNextValue() ? read.nextValue() : List.of();
      LabelTable table = new LabelTable(file, new LinkedHashSet<>(header), new ArrayList<>());
      int name = column(header, FILES);
      int label = column(header, LABELS);
      int split = column(header, SPLITS);
      while (read.hasNextValue()) {
        List<String> cells = read.nextValue();
        number++;
        table.add(number, cell(cells, name), cell(cells, label), cell(cells, split));
      }
      return table;
    } catch (JacksonException broken) {
      throw new InvalidInput(
          file.path(),
          "row " + (number + 1) + " is not CSV (" + broken.getOriginalMessage() + ")",
          broken);
    }
  }

  /** Returns the separator by which the header has the most columns. */
  private static char separator(String text) {
    return SEPARATORS.stream()
        .max(Comparator.comparingInt(separator -> columns(text, separator)))
        .orElseThrow();
  }

  private static int columns(String text, char separator) {
    try (MappingIterator<List<String>> read = cells(text, separator)) {
      return read.hasNextValue() ? read.nextValue().size() : 0;
    } catch (IOException notThis) {
      return 0;
    }
  }

  private static MappingIterator<List<String>> cells(String text, char separator)
      throws IOException {
    return CSV.readerForListOf(String.class)
        .with(CsvSchema.emptySchema().withColumnSeparator(separator))
        .readValues(text);
  }

  /** Returns the column that has the first of the names that any has, or -1. */
  private static int column(List<String> header, List<String> names) {
    List<String> spelt = header.stream().map(LabelTable::spelt).toList();
    return names.stream().mapToInt(spelt::indexOf).filter(at -> at >= 0).findFirst().orElse(-1);
  }

  private static String spelt(String column) {
    return column.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
  }

  private static Optional<String> cell(List<String> cells, int column) {
    return column >= 0 && column < cells.size() ? Optional.of(cells.get(column)) : Optional.empty();
  }

  private void add(
      long number, Optional<String> name, Optional<String> label, Optional<String> split) {
    if (rows.size() == MOST_ROWS) {
      throw new InvalidInput(file.path(), "has more than " + MOST_ROWS + " rows");
    }
    name.map(LabelTable::composed)
        .filter(some -> !some.isEmpty())
        .map(
            some ->
                new Row(
                    number,
                    some,
                    label.map(LabelTable::composed).filter(one -> isClass(number, one)),
                    split(number, split.map(String::strip).orElse(""))))
        .ifPresent(rows::add);
  }

  private boolean isClass(long number, String label) {
    if (label.length() > LONGEST_CLASS || label.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInput(
          file.path(),
          "row "
              + number
              + " has a label of several lines or more than "
              + LONGEST_CLASS
              + " characters; call the column otherwise if it names no classes");
    }
    return !label.isEmpty();
  }

  private Split split(long number, String name) {
    Split split = name.isEmpty() ? file.split() : Split.of(name);
    if (split == Split.NONE && !name.isEmpty()) {
      throw new InvalidInput(
          file.path(),
          "row "
              + number
              + " has the split '"
              + name
              + "'; there are train, val, test and unlabeled, or call the column otherwise");
    }
    return split;
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
  }

  boolean namesFiles() {
    return has(FILES);
  }

  boolean namesLabels() {
    return has(LABELS);
  }

  private boolean has(List<String> names) {
    return column(List.copyOf(columns), names) >= 0;
  }
}
