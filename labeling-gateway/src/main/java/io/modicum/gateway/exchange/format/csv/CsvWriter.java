package io.modicum.gateway.exchange.format.csv;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.modicum.gateway.exchange.format.ExportedImage;
import io.modicum.gateway.exchange.format.LabelFormat;
import io.modicum.gateway.http.FormulaGuard;
import java.io.IOException;
import java.io.OutputStream;

/** Writes labels as CSV with a header (RFC 4180). */
final class CsvWriter implements LabelFormat.Writer {

  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();
  private static final CsvSchema SCHEMA =
      MAPPER.schemaFor(Row.class).withHeader().withLineSeparator("\r\n");

  private final SequenceWriter rows;

  CsvWriter(OutputStream out) throws IOException {
    this.rows = MAPPER.writerFor(Row.class).with(SCHEMA).writeValues(out);
  }

  @JsonPropertyOrder({"image", "label", "cycle", "agreement", "annotators", "url", "path", "split"})
  private record Row(
      int image,
      String label,
      int cycle,
      double agreement,
      String annotators,
      String url,
      String path,
      String split) {}

  @Override
  public void write(ExportedImage image) throws IOException {
    if (image.label().isPresent()) {
      ExportedImage.Label label = image.label().get();
      rows.write(
          new Row(
              image.image(),
              FormulaGuard.guard(label.name()),
              image.cycle(),
              label.agreement(),
              FormulaGuard.guard(String.join("; ", label.annotators())),
              image.url(),
              FormulaGuard.guard(image.path()),
              image.split()));
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
