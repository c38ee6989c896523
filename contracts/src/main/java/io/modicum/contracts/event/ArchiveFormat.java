package io.modicum.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Layout of a dataset's archive. */
public enum ArchiveFormat {
  /** Found out from the archive's file names. */
  @JsonProperty("auto")
  AUTO,
  /** Official CIFAR-10 binary version, tar.gz. */
  @JsonProperty("cifar-10")
  CIFAR_10,
  /** Official CIFAR-100 binary version with fine labels, tar.gz. */
  @JsonProperty("cifar-100")
  CIFAR_100,
  /** Tiny ImageNet as distributed by Stanford's CS231n, zip. */
  @JsonProperty("tiny-imagenet")
  TINY_IMAGENET,
  /** The four IDX files of MNIST and its family, in a zip or tar. */
  @JsonProperty("idx")
  IDX,
  /**
   * PNG or JPEG files in a folder per class, in a zip or tar; optionally below {@code train/} and
   * {@code test/}, with an optional {@code unlabeled/} folder.
   */
  @JsonProperty("folder-per-class")
  FOLDER_PER_CLASS
}
