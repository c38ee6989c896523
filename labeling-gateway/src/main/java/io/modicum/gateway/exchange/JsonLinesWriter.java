package io.modicum.gateway.exchange;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a JSON object per line; of one that is read, {@code image} and {@code label} count. */
final class JsonLinesWriter implements LabelWriter {

  private final SequenceWriter lines;

  JsonLinesWriter(OutputStream out) throws IOException {
    this.lines = JsonText.lines(out);
  }

  private record Line(
      int image, String label, int cycle, double agreement, List<String> annotators, String url) {}

  @Override
  public void write(ExportedImage image) throws IOException {
    if (image.label().isPresent()) {
      ExportedImage.Label label = image.label().get();
      lines.write(
          new Line(
              image.image(),
              label.name(),
              image.cycle(),
              label.agreement(),
              label.annotators(),
              image.url()));
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  static ImageLabel read(String line, FieldNames names) throws JacksonException {
    JsonNode row = JsonText.line(line);
    return new ImageLabel(
        ImageLabel.image(row.path(names.imageOrDefault()), row.path("url")),
        row.path(names.labelOrDefault()).asText());
  }
}
