package io.modicum.gateway.exchange.format.labelstudio;

import com.fasterxml.jackson.databind.SequenceWriter;
import io.modicum.gateway.exchange.format.ExportedImage;
import io.modicum.gateway.exchange.format.FieldMapping;
import io.modicum.gateway.exchange.format.JsonText;
import io.modicum.gateway.exchange.format.LabelFormat;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Label Studio's JSON array of all tasks, the open ones too, with annotations and predictions. */
@ApplicationScoped
class LabelStudioFormat implements LabelFormat {

  @Override
  public Description description() {
    return new Description(
        "label-studio",
        "Label Studio's JSON, with the open tasks and what the classifier predicts.",
        "Label Studio guide, Basic Label Studio JSON format",
        "application/json",
        "json");
  }

  @Override
  public boolean holdsPredictions() {
    return true;
  }

  @Override
  public Writer writer(OutputStream out) throws IOException {
    return new TaskWriter(JsonText.MAPPER.writer().writeValuesAsArray(out));
  }

  @Override
  public Optional<Reader> reader(FieldMapping names) {
    return Optional.of(new LabelStudioReader(names));
  }

  private record TaskWriter(SequenceWriter tasks) implements Writer {

    @Override
    public void write(ExportedImage image) throws IOException {
      tasks.write(LabelStudioJson.Task.of(image));
    }

    @Override
    public void close() throws IOException {
      tasks.close();
    }
  }
}
