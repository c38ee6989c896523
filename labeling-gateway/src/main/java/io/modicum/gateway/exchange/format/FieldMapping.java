package io.modicum.gateway.exchange.format;

import java.text.Normalizer;
import java.util.Optional;

/**
 * What a file to import calls the image and the class: a column of CSV, a field of JSON, or the
 * name of Label Studio's control, composed (Unicode Annex 15, NFC). Where it is not said, the
 * format decides.
 *
 * @param image what names the image: the path of its file, or an address
 * @param index the image's index in the dataset
 */
public record FieldMapping(Optional<String> image, Optional<String> label, Optional<String> index) {

  public static final String IMAGE = "image";
  public static final String LABEL = "label";

  /** What the format itself calls them. */
  public static final FieldMapping STANDARD =
      new FieldMapping(Optional.empty(), Optional.empty(), Optional.empty());

  /** What Label Studio's projects call an image's index in the dataset. */
  public static final String INDEX = "modicum_image";

  public FieldMapping {
    image = image.map(FieldMapping::composed);
    label = label.map(FieldMapping::composed);
    index = index.map(FieldMapping::composed);
  }

  /** Returns a name in the form in which names of fields are compared. */
  public static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  public String imageOrDefault() {
    return image.orElse(IMAGE);
  }

  public String labelOrDefault() {
    return label.orElse(LABEL);
  }
}
