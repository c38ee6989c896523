package io.modicum.gateway.exchange;

import java.util.Optional;

/**
 * What a file to import calls the image and the class: a column of CSV, a field of JSON, or the
 * name of Label Studio's control. Where it is not said, the format decides.
 */
public record FieldNames(Optional<String> image, Optional<String> label) {

  static final String IMAGE = "image";
  static final String LABEL = "label";

  String imageOrDefault() {
    return image.orElse(IMAGE);
  }

  String labelOrDefault() {
    return label.orElse(LABEL);
  }
}
