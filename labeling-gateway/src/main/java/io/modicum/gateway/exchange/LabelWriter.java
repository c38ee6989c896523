package io.modicum.gateway.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Writes labels in one format, one image at a time. Closing it ends the file, not the stream. */
interface LabelWriter extends Closeable {

  /** Writes an image; formats that know no open tasks leave out an image without a label. */
  void write(ExportedImage image) throws IOException;

  static LabelWriter of(LabelFormat format, OutputStream out) throws IOException {
    return switch (format) {
      case CSV -> new CsvLabelWriter(out);
      case JSON_LINES -> new JsonLinesWriter(out);
      case FOLDERS -> new FolderManifest.Writer(out);
      case GROUND_TRUTH -> new GroundTruthManifest.Writer(out);
      case LABEL_STUDIO -> new LabelStudioWriter(out);
    };
  }
}
