package io.modicum.gateway.exchange;

import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.IOException;
import java.io.OutputStream;

/** Writes all tasks as Label Studio's JSON array, the open ones too. */
final class LabelStudioWriter implements LabelWriter {

  private final SequenceWriter tasks;

  LabelStudioWriter(OutputStream out) throws IOException {
    this.tasks = JsonText.MAPPER.writer().writeValuesAsArray(out);
  }

  @Override
  public void write(ExportedImage image) throws IOException {
    tasks.write(LabelStudio.Task.of(image));
  }

  @Override
  public void close() throws IOException {
    tasks.close();
  }
}
