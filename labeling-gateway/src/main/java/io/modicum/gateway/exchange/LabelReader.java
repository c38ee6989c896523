package io.modicum.gateway.exchange;

import io.modicum.contracts.failure.InvalidInput;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads labels of one format, one row at a time. */
interface LabelReader {

  /**
   * Passes every row on, also those that say nothing that can be used.
   *
   * @throws InvalidInput if the file cannot be read to its end
   */
  void read(ImportedFile file, Consumer<ImportedRow> rows) throws IOException;

  static LabelReader of(LabelFormat format, FieldNames names) {
    return switch (format) {
      case CSV -> new CsvLabelReader(names);
      case JSON_LINES -> new LineReader(line -> JsonLinesWriter.read(line, names));
      case FOLDERS -> new LineReader(FolderManifest::read);
      case GROUND_TRUTH -> new LineReader(GroundTruthManifest::read);
      case LABEL_STUDIO -> new LabelStudioReader(names);
    };
  }
}
