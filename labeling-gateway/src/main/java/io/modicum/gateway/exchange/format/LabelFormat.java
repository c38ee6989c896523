package io.modicum.gateway.exchange.format;

import io.modicum.contracts.catalogue.Described;
import io.modicum.contracts.catalogue.Offering;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.failure.InvalidInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A format in which labels come and go. */
public interface LabelFormat extends Offering {

  @Override
  Description description();

  /** Begins a file; closing the writer ends the file, not the stream. */
  Writer writer(OutputStream out) throws IOException;

  /**
   * Returns what reads such files, or empty if labels only go out in this format.
   *
   * @param names what the files call image and label
   */
  default Optional<Reader> reader(FieldMapping names) {
    return Optional.empty();
  }

  /** Whether its files hold what the latest classifier takes the images for, too. */
  default boolean holdsPredictions() {
    return false;
  }

  /**
   * What users see of a format when they choose one.
   *
   * @param name as in the {@code format} of an export or import
   * @param summary one sentence for the page
   * @param source the document that specifies it; empty where there is none
   * @param mediaType of its files
   * @param extension how the names of its files end, without the dot
   */
  record Description(String name, String summary, String source, String mediaType, String extension)
      implements Described {

    @Override
    public List<Setting> settings() {
      return List.of();
    }
  }

  /** Writes a file of labels, one image at a time. */
  interface Writer extends Closeable {

    /** Writes an image; formats that know no open tasks leave out an image without a label. */
    void write(ExportedImage image) throws IOException;
  }

  /** Reads files of labels, one row at a time. */
  interface Reader {

    /**
     * Passes every row on, also those that say nothing that can be used.
     *
     * @throws InvalidInput if the file cannot be read to its end
     */
    void read(LabelFile file, Consumer<ImportedRow> rows) throws IOException;
  }
}
