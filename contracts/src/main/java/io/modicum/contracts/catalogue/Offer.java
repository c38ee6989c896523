package io.modicum.contracts.catalogue;

import io.modicum.contracts.campaign.PretrainingSettings;
import java.util.List;
import java.util.stream.Stream;

/** Of what there are catalogues, besides that of the acquisition functions. */
public enum Offer {
  /** How a backbone is pretrained. */
  PRETRAINING_METHODS(
      "pretraining-methods", PretrainingSettings.SIMSIAM, PretrainingSettings.SIMSIAM),
  /** What is fitted on frozen features. */
  HEADS("heads", "logistic-regression", "logistic-regression", "linear-svm"),
  /** How the files of a dataset's archive lie; where none is named, they are asked one by one. */
  ARCHIVE_LAYOUTS(
      "archive-layouts",
      "auto",
      "cifar-10",
      "cifar-100",
      "tiny-imagenet",
      "idx",
      "folder-per-class"),
  /** Where the files of a dataset are. */
  DATASET_SOURCES("dataset-sources", "archive", "archive", "bucket"),
  /** Which files are images; their content decides. */
  IMAGE_FORMATS("image-formats", "auto", "JPEG", "PNG", "GIF", "BMP", "WebP");

  private final String plural;
  private final String standard;
  private final List<String> first;

  Offer(String plural, String standard, String... first) {
    this.plural = plural;
    this.standard = standard;
    this.first = List.of(first);
  }

  /** Returns the key of the {@link Catalogue}; the latest service to start replaces it. */
  public String key() {
    return "catalogues/" + plural + ".json";
  }

  /** Returns what is taken where none is named. */
  public String standard() {
    return standard;
  }

  /** Returns what services have that are older than the catalogue. */
  public Catalogue unpublished() {
    Stream<Description> known =
        first.stream().map(name -> new Description(name, "", "", List.of()));
    return new Catalogue("", known.toList());
  }
}
