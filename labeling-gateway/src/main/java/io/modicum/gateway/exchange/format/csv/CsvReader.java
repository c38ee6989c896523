package io.modicum.gateway.exchange.format.csv;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.exchange.format.FieldMapping;
import io.modicum.gateway.exchange.format.ImageLabel;
import io.modicum.gateway.exchange.format.ImageReference;
import io.modicum.gateway.exchange.format.ImportedRow;
import io.modicum.gateway.exchange.format.LabelFile;
import io.modicum.gateway.exchange.format.LabelFormat;
import io.modicum.gateway.exchange.format.UnreadableFile;
import io.modicum.gateway.http.FormulaGuard;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads CSV whose header names the columns of image and label, among others. Its cells are
 * separated by what lets the header name both: commas, or the semicolons and tabs of spreadsheets
 * where a comma is part of a number.
 */
final class CsvReader implements LabelFormat.Reader {

  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .build();
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

  private final FieldMapping names;

  CsvReader(FieldMapping names) {
    this.names = names;
  }

  @Override
  public void read(LabelFile file, Consumer<ImportedRow> rows) throws IOException {
    char separator = separator(file);
    long number = 1;
    try (Reader text = file.open();
        MappingIterator<List<String>> read = rows(text, separator)) {
      Columns columns = Columns.of(header(read), names);
      while (read.hasNextValue()) {
        List<String> cells = read.nextValue();
        number++;
        rows.accept(columns.row(number, cells));
      }
    } catch (JacksonException broken) {
      throw UnreadableFile.at("row", number + 1, broken);
    }
  }

  private char separator(LabelFile file) throws IOException {
    char best = SEPARATORS.get(0);
    int most = 0;
    for (char separator : SEPARATORS) {
      List<String> header = header(file, separator);
      if (Columns.areIn(header, names)) {
        return separator;
      }
      if (header.size() > most) {
        best = separator;
        most = header.size();
      }
    }
    return best;
  }

  private static List<String> header(LabelFile file, char separator) throws IOException {
    try (Reader text = file.open();
        MappingIterator<List<String>> read = rows(text, separator)) {
      return header(read);
    } catch (JacksonException broken) {
      throw UnreadableFile.at("row", 1, broken);
    }
  }

  private static List<String> header(MappingIterator<List<String>> read) throws IOException {
    return read.hasNextValue()
        ? read.nextValue().stream().map(FieldMapping::composed).toList()
        : List.of();
  }

  private static MappingIterator<List<String>> rows(Reader text, char separator)
      throws IOException {
    return MAPPER
        .readerForListOf(String.class)
        .with(CsvSchema.emptySchema().withColumnSeparator(separator))
        .readValues(text);
  }

  /**
   * Where in a row what counts stands.
   *
   * @param cells in the header
   * @param images columns that name the image, the one that counts most first
   * @param index column of the image's index, -1 if there is none
   */
  private record Columns(int cells, List<Integer> images, int label, int index) {

    /** Other columns that may name the image where the request does not say which does. */
    private static final List<String> NAMES = List.of("path", "url");

    static boolean areIn(List<String> header, FieldMapping names) {
      return header.contains(names.labelOrDefault())
          && (names.index().isPresent()
              ? header.contains(names.index().get())
              : header.contains(names.imageOrDefault())
                  || names.image().isEmpty() && NAMES.stream().anyMatch(header::contains));
    }

    static Columns of(List<String> header, FieldMapping names) {
      List<Integer> images = names.index().isPresent() ? List.of() : images(header, names);
      int index =
          names.index().isPresent()
              ? column(header, "index", names.index().get())
              : names.image().isPresent() ? -1 : header.indexOf(FieldMapping.INDEX);
      return new Columns(
          header.size(), images, column(header, "label", names.labelOrDefault()), index);
    }

    private static List<Integer> images(List<String> header, FieldMapping names) {
      List<Integer> others =
          names.image().isPresent()
              ? List.of()
              : NAMES.stream().map(header::indexOf).filter(column -> column >= 0).toList();
      int image =
          others.isEmpty()
              ? column(header, "image", names.imageOrDefault())
              : header.indexOf(FieldMapping.IMAGE);
      return Stream.concat(Stream.of(image), others.stream()).toList();
    }

    private static int column(List<String> header, String parameter, String name) {
      int column = header.indexOf(name);
      if (column < 0) {
        String hint =
            header.size() == 1
                ? "one column: are its cells separated by commas, semicolons or tabs?"
                : "say which it is with &" + parameter + "=";
        throw UnreadableFile.at(
            "row",
            1,
            header.isEmpty()
                ? "must name the columns, but the file is empty"
                : "has no column '"
                    + name
                    + "'; the file has: "
                    + String.join(", ", header)
                    + " ("
                    + hint
                    + ")");
      }
      return column;
    }

    ImportedRow row(long number, List<String> cells) {
      try {
        if (cells.subList(Math.min(this.cells, cells.size()), cells.size()).stream()
            .anyMatch(cell -> !cell.isBlank())) {
          throw new InvalidInput(
              "row",
              "has "
                  + cells.size()
                  + " cells, the header "
                  + this.cells
                  + "; put quotes around a cell that has the separator in it");
        }
        ImageLabel read = new ImageLabel(image(cells), cell(cells, label));
        return new ImportedRow.Labelled(number, read.image(), read.label());
      } catch (InvalidInput invalid) {
        return ImportedRow.Unusable.of(number, invalid);
      }
    }

    private ImageReference image(List<String> cells) {
      String number = cell(cells, index);
      return number.isBlank()
          ? ImageReference.named(
              images.stream()
                  .map(column -> FormulaGuard.unguarded(cell(cells, column)))
                  .toArray(String[]::new))
          : ImageReference.index(number);
    }

    private static String cell(List<String> cells, int column) {
      return column >= 0 && column < cells.size() ? cells.get(column) : "";
    }
  }
}
