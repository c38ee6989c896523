package io.modicum.pretrain.dataset.layout;

import io.modicum.pretrain.dataset.archive.Archive;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a table says: {@code metadata.jsonl}, {@code test_labels.csv}, {@code
 * manifest.tsv} or {@code train.csv}.
 *
 * @param path in the archive
 * @param kind {@code metadata}, {@code labels} or {@code manifest}; empty where its name is that of
 *     a split
 * @param split of the files in it, {@link Split#NONE} if its name does not say so
 */
record TableFile(String path, String kind, Split split) {

  /** As people are told. */
  static final String NAMES =
      "metadata, labels or manifest, or the name of a split, with the ending .csv, .tsv, .jsonl or"
          + " .ndjson";

  private static final List<String> JSON_LINES = List.of(".jsonl", ".ndjson");
  private static final Pattern NAME =
      Pattern.compile("(.*?)[-_. ]?(metadata|labels|manifest|)\\.(csv|tsv|jsonl|ndjson|parquet)");

  /** Returns the table that a file is by its name, if it is one. */
  static Optional<TableFile> of(String path) {
    Matcher name = NAME.matcher(Archive.baseName(path).toLowerCase(Locale.ROOT));
    if (!name.matches()) {
      return Optional.empty();
    }
    Split split = Split.of(name.group(1));
    boolean tells = name.group(1).isEmpty() ? !name.group(2).isEmpty() : split != Split.NONE;
    return tells ? Optional.of(new TableFile(path, name.group(2), split)) : Optional.empty();
  }

  /** Returns whether it says which files there are, so that others are none of the dataset. */
  boolean isManifest() {
    return kind.equals("manifest");
  }

  /** Returns whether nothing else is called so. */
  boolean isUnmistakable() {
    return isManifest() || kind.equals("metadata");
  }

  /** Returns whether it is of the one kind of Hugging Face's tables that is not read. */
  boolean isParquet() {
    return path.toLowerCase(Locale.ROOT).endsWith(".parquet");
  }

  boolean hasJsonLines() {
    return JSON_LINES.stream().anyMatch(path.toLowerCase(Locale.ROOT)::endsWith);
  }

  /** Returns the folder that it is in, with a slash, or nothing. */
  String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
