package io.modicum.pretrain.dataset.layout;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the name of a folder says of all images in it. */
enum Split {
  TRAIN("train|training"),
  VALIDATION("val|valid|validation|dev"),
  TEST("test|testing"),
  UNLABELED("unlabell?ed"),
  NONE("(?!)");

  private final Pattern names;

  Split(String names) {
    this.names =
        Pattern.compile("(seg[_-])?(" + names + ")([_ -]?(set|data|dataset|images|imgs|split))?");
  }

  static Split of(String folder) {
    String name = folder.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(split -> split.names.matcher(name).matches())
        .findFirst()
        .orElse(NONE);
  }

  /** Returns whether it has a folder per class. */
  boolean hasClasses() {
    return this == TRAIN || this == VALIDATION || this == TEST;
  }
}
