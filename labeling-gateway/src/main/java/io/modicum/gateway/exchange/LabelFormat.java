package io.modicum.gateway.exchange;

import java.util.Locale;

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
