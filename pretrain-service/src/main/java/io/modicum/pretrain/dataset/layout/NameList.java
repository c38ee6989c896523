package io.modicum.pretrain.dataset.layout;

import java.util.List;
import java.util.stream.Collectors;

/** Names within a sentence: the first of them, and how many more there are. */
public final class NameList {

  private static final int MOST_NAMES = 20;

  private NameList() {}

  /** Returns the list, or nothing if there are no names. */
  public static String of(String before, List<String> names) {
    return names.isEmpty()
        ? ""
        : before
            + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
            + andOthers(Math.max(0, names.size() - MOST_NAMES));
  }

  static String andOthers(int count) {
    return count == 0 ? "" : " and " + count + " more";
  }
}
