package io.modicum.pretrain.dataset.layout;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the name of a folder says of all images in it, or a column of one. */
enum Split {
  TRAIN("train|training"),
  VALIDATION("val|valid|validation|dev"),
  TEST("test|testing|eval|evaluation"),
  UNLABELED("unlabell?ed"),
  NONE("(?!)");

  private final Pattern names;

  Split(String names) {
    this.names =
        Pattern.compile(
            "(seg[_-])?("
                + names
                + ")([_ -]?(set|data|dataset|images|imgs|split))?([_ -]?[0-9]{1,4})?");
  }

  static Split of(String folder) {
    String name = folder.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(split -> split.names.matcher(name).matches())
        .findFirst()
        .orElse(NONE);
  }

  /** Returns what the outermost folder that says something says of an image. */
  static Split around(String image) {
    String[] parts = image.split("/");
    return Arrays.stream(parts, 0, parts.length - 1)
        .map(Split::of)
        .filter(split -> split != NONE)
        .findFirst()
        .orElse(NONE);
  }

  /** Returns whether its images may measure and not be trained on. */
  boolean isHeldOut() {
    return this == TEST || this == VALIDATION;
  }

  /** Returns whether it has a folder per class. */
  boolean hasClasses() {
    return this == TRAIN || this == VALIDATION || this == TEST;
  }
}
