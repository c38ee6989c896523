package io.modicum.pretrain.dataset.archive;

import java.util.Locale;
import java.util.Set;

/** What operating systems and programs leave beside the files that people mean. */
final class HelperFiles {

  private static final Set<String> NAMES =
      Set.of(
          "__macosx",
          "thumbs.db",
          "ehthumbs.db",
          "desktop.ini",
          "icon\r",
          "@eadir",
          "@recycle",
          "#recycle",
          "@recently-snapshot",
          "$recycle.bin",
          "system volume information",
          "lost+found",
          "__pycache__");

  private HelperFiles() {}

  /** Returns whether a file, or a folder that it is in, is hidden or such a leaving. */
  static boolean contain(String path) {
    for (String part : path.split("/", -1)) {
      boolean hidden = part.length() > 1 && part.charAt(0) == '.' && part.charAt(1) != '.';
      if (hidden || NAMES.contains(part.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
