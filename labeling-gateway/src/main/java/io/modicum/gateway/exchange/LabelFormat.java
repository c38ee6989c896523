package io.modicum.gateway.exchange;

import io.modicum.contracts.stage.InvalidInput;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats in which labels come and go. */
public enum LabelFormat {
  CSV("text/csv", "csv"),
  /** One JSON object per line. */
  JSON_LINES("application/jsonl", "jsonl"),
  /** One path per line, in a folder per class, with where its image is. */
  FOLDERS("text/tab-separated-values", "tsv"),
  /** The augmented manifest of Amazon SageMaker Ground Truth. */
  GROUND_TRUTH("application/jsonl", "manifest"),
  /** Label Studio's JSON: tasks with annotations and predictions. */
  LABEL_STUDIO("application/json", "json");

  private final String mediaType;
  private final String extension;

  LabelFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /**
   * Returns the format of a name.
   *
   * @throws InvalidInput if there is no such format
   */
  public static LabelFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "format",
                    "must be one of "
                        + Arrays.stream(values())
                            .map(LabelFormat::text)
                            .collect(Collectors.joining(", "))
                        + ", was '"
                        + name
                        + "'"));
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String mediaType() {
    return mediaType;
  }

  /** Returns how the name of such a file ends, without the dot. */
  public String extension() {
    return extension;
  }
}
