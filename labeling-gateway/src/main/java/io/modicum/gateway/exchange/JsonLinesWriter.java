package io.modicum.gateway.exchange;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.modicum.contracts.failure.InvalidInput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    JsonText.line(line)
        .properties()
        .forEach(field -> fields.put(FieldNames.composed(field.getKey()), field.getValue()));
    names.image().ifPresent(image -> requireField(fields, "image", image));
    requireField(fields, "label", names.labelOrDefault());
    return new ImageLabel(
        ImageLabel.image(
            fields.getOrDefault(names.imageOrDefault(), MissingNode.getInstance()),
            fields.getOrDefault("url", MissingNode.getInstance())),
        fields.get(names.labelOrDefault()).asText());
  }

  private static void requireField(Map<String, JsonNode> fields, String parameter, String name) {
    if (!fields.containsKey(name)) {
      throw new InvalidInput(
          parameter,
          "is missing: the line has no field '%s'; it has: %s (say which it is with &%s=)"
              .formatted(name, String.join(", ", fields.keySet()), parameter));
    }
  }
}
