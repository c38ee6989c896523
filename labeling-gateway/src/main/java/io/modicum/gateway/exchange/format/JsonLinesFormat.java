package io.modicum.gateway.exchange.format;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.modicum.contracts.failure.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object per line; of one that is read, {@code label} counts, and what names the image:
 * {@code image}, {@code path} or {@code url}.
 */
@ApplicationScoped
class JsonLinesFormat implements LabelFormat {

  @Override
  public Description description() {
    return new Description(
        "json-lines",
        "A JSON object per line and image.",
        "https://jsonlines.org",
        "application/jsonl",
        "jsonl");
  }

  @Override
  public Writer writer(OutputStream out) throws IOException {
    return new LinesWriter(JsonText.lines(out));
  }

  @Override
  public Optional<Reader> reader(FieldMapping names) {
    return Optional.of(new LineReader(line -> read(line, names)));
  }

  private static ImageLabel read(String line, FieldMapping names) throws JacksonException {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    JsonText.line(line)
        .properties()
        .forEach(field -> fields.put(FieldMapping.composed(field.getKey()), field.getValue()));
    names.image().ifPresent(image -> requireField(fields, "image", image));
    names.index().ifPresent(index -> requireField(fields, "index", index));
    requireField(fields, "label", names.labelOrDefault());
    return new ImageLabel(image(fields, names), fields.get(names.labelOrDefault()).asText());
  }

  private static ImageReference image(Map<String, JsonNode> fields, FieldMapping names) {
    if (names.index().isPresent()) {
      return ImageReference.index(text(fields, names.index().get()));
    }
    String image = text(fields, names.imageOrDefault());
    return names.image().isPresent()
        ? ImageReference.named(image)
        : ImageReference.named(image, text(fields, "path"), text(fields, "url"));
  }

  private static String text(Map<String, JsonNode> fields, String name) {
    return JsonText.text(fields.getOrDefault(name, MissingNode.getInstance()));
  }

  private static void requireField(Map<String, JsonNode> fields, String parameter, String name) {
    if (!fields.containsKey(name)) {
      throw new InvalidInput(
          parameter,
          "is missing: the line has no field '%s'; it has: %s (say which it is with &%s=)"
              .formatted(name, String.join(", ", fields.keySet()), parameter));
    }
  }

  private record Line(
      int image,
      String label,
      int cycle,
      double agreement,
      List<String> annotators,
      String url,
      String path,
      String split) {}

  private record LinesWriter(SequenceWriter lines) implements Writer {

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
                image.url(),
                image.path(),
                image.split()));
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
