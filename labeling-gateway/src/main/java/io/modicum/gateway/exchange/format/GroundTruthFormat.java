package io.modicum.gateway.exchange.format;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.modicum.contracts.failure.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The output of an image classification job of Amazon SageMaker Ground Truth (developer guide,
 * "Labeling job output data", "Classification job output"): a JSON object per line, whose label
 * attribute may have any name and is explained by the attribute of that name with {@code
 * -metadata}.
 */
@ApplicationScoped
class GroundTruthFormat implements LabelFormat {

  private static final String TYPE = "groundtruth/image-classification";
  private static final String METADATA = "-metadata";

  @Override
  public Description description() {
    return new Description(
        "ground-truth",
        "The augmented manifest of Amazon SageMaker Ground Truth.",
        "Amazon SageMaker developer guide, Labeling job output data",
        "application/jsonl",
        "manifest");
  }

  @Override
  public Writer writer(OutputStream out) throws IOException {
    return new ManifestWriter(JsonText.lines(out));
  }

  @Override
  public Optional<Reader> reader(FieldMapping names) {
    return Optional.of(new LineReader(GroundTruthFormat::read));
  }

  private record Line(
      @JsonProperty("source-ref") String source,
      int image,
      String path,
      String split,
      int label,
      @JsonProperty("label-metadata") Metadata metadata) {}

  private record Metadata(
      @JsonProperty("class-name") String className,
      double confidence,
      String type,
      @JsonProperty("human-annotated") String humanAnnotated,
      @JsonProperty("creation-date") String creationDate,
      @JsonProperty("job-name") String jobName) {}

  private static ImageLabel read(String line) throws JacksonException {
    JsonNode row = JsonText.line(line);
    for (var field : row.properties()) {
      if (field.getKey().endsWith(METADATA)
          && field.getValue().path("type").asText().equals(TYPE)) {
        return new ImageLabel(
            ImageReference.named(
                JsonText.text(row.path("path")),
                JsonText.text(row.path("source-ref")),
                JsonText.text(row.path("image"))),
            field.getValue().path("class-name").asText());
      }
    }
    throw new InvalidInput("row", "has no attribute …-metadata of the type " + TYPE);
  }

  private record ManifestWriter(SequenceWriter lines) implements Writer {

    @Override
    public void write(ExportedImage image) throws IOException {
      if (image.label().isPresent()) {
        ExportedImage.Label label = image.label().get();
        lines.write(
            new Line(
                image.url(),
                image.image(),
                image.path(),
                image.split(),
                label.index(),
                new Metadata(
                    label.name(),
                    label.agreement(),
                    TYPE,
                    "yes",
                    DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                        label.given().atOffset(ZoneOffset.UTC)),
                    "modicum/" + image.campaign())));
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
