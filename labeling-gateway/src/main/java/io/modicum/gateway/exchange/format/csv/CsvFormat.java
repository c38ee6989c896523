package io.modicum.gateway.exchange.format.csv;

import io.modicum.gateway.exchange.format.FieldMapping;
import io.modicum.gateway.exchange.format.LabelFormat;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A table with a header, as spreadsheets open and save it (RFC 4180). */
@ApplicationScoped
class CsvFormat implements LabelFormat {

  @Override
  public Description description() {
    return new Description(
        "csv",
        "A table with a header, as spreadsheets open and save it.",
        "RFC 4180",
        "text/csv",
        "csv");
  }

  @Override
  public Writer writer(OutputStream out) throws IOException {
    return new CsvWriter(out);
  }

  @Override
  public Optional<Reader> reader(FieldMapping names) {
    return Optional.of(new CsvReader(names));
  }
}
