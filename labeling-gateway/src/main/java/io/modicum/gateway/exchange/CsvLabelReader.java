package io.modicum.gateway.exchange;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;

/** Reads CSV whose header names the columns {@code image} and {@code label}, among others. */
final class CsvLabelReader implements LabelReader {

  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .build();

  @Override
  public void read(InputStream in, Consumer<ImportedRow> rows) throws IOException {
    long number = 1;
    try (MappingIterator<Map<String, String>> read =
        MAPPER
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(in)) {
      while (read.hasNextValue()) {
        Map<String, String> row = read.nextValue();
        number++;
        rows.accept(
            ImportedRow.of(
                number,
                () -> new ImageLabel(ImageLabel.image(row.get("image")), row.get("label"))));
      }
    } catch (JacksonException broken) {
      rows.accept(JsonText.end(number + 1, broken));
    }
  }
}
