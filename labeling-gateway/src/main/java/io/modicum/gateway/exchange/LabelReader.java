package io.modicum.gateway.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads labels of one format, one row at a time. */
interface LabelReader {

  /**
   * Passes every row on, also those that cannot be read.
   *
   * @throws IOException if the stream breaks off
   */
  void read(InputStream in, Consumer<ImportedRow> rows) throws IOException;

  static LabelReader of(LabelFormat format) {
    return switch (format) {
      case CSV -> new CsvLabelReader();
      case JSON_LINES -> new LineReader(JsonLinesWriter::read);
      case FOLDERS -> new LineReader(FolderManifest::read);
      case GROUND_TRUTH -> new LineReader(GroundTruthManifest::read);
      case LABEL_STUDIO -> new LabelStudioReader();
    };
  }
}
